"""Questionnaires as files: ours, in YAML, both ways; LimeSurvey's, in."""

from essaim.questionnaires.bringing.check import Unread
from essaim.questionnaires.bringing.file import Brought, brought

__all__ = ["Brought", "Unread", "brought"]
