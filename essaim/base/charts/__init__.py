"""Charts as our own SVG, always with their table and their sentence: the figures can be had without the drawing."""

from .drawing import for_page, for_paper
from .figures import figures_table, sentence

__all__ = ["figures_table", "for_page", "for_paper", "sentence"]
