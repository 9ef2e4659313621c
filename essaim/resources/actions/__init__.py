from essaim.resources.actions.sharing import TOPIC, remove, revise, share, topic
from essaim.resources.actions.talking import comment, thank, withdraw
from essaim.resources.actions.themes import add_theme, remove_theme, rename_theme

__all__ = [
    "TOPIC",
    "add_theme",
    "comment",
    "remove",
    "remove_theme",
    "rename_theme",
    "revise",
    "share",
    "thank",
    "topic",
    "withdraw",
]
