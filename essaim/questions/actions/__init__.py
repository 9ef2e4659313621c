from essaim.questions.actions.answering import answer, change_answer, retain, thank, withdraw_answer
from essaim.questions.actions.asking import TOPIC, ask, echo, remove, revise
from essaim.questions.actions.passing import relay, send_on, watch

__all__ = [
    "TOPIC",
    "answer",
    "ask",
    "change_answer",
    "echo",
    "relay",
    "remove",
    "retain",
    "revise",
    "send_on",
    "thank",
    "watch",
    "withdraw_answer",
]
