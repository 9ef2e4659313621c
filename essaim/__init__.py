"""Essaim: a whole collective accompaniment in one program."""

__version__ = "0.1.0"
