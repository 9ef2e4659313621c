"""A trame: the plan of an accompaniment, written as a readable YAML file that a team keeps and reuses."""
