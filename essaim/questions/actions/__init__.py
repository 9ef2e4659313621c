from essaim.questions.actions.answering import answer, change_answer, retain, thank, withdraw_answer
from essaim.questions.actions.asking import TOPIC, ask, echo, remove, revise
from essaim.questions.actions.merging import merge
from essaim.questions.actions.passing import relay, send_on, watch
from essaim.questions.actions.screen import show_on_wall, shown_on_wall

__all__ = [
    "TOPIC",
    "answer",
    "ask",
    "change_answer",
    "echo",
    "merge",
    "relay",
    "remove",
    "retain",
    "revise",
    "send_on",
    "show_on_wall",
    "shown_on_wall",
    "thank",
    "watch",
    "withdraw_answer",
]
