"""« Modules au choix »: what people wish for, what opens, who goes where."""
