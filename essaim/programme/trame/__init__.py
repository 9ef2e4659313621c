"""A trame: the plan of an accompaniment, written as a readable YAML file that a team keeps and reuses."""

from essaim.programme.trame.library import DEFAULT, available_trames, read_named
from essaim.programme.trame.node import Problem, TrameError
from essaim.programme.trame.read import read_trame
from essaim.programme.trame.shape import Trame, Words

__all__ = ["DEFAULT", "Problem", "Trame", "TrameError", "Words", "available_trames", "read_named", "read_trame"]
