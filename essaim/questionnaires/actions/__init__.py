"""What people and facilitators do with questionnaires."""

from essaim.questionnaires.actions.answering import answer, answer_page, finish, go_on, skip, withdraw, withdraw_all
from essaim.questionnaires.actions.asking_now import PRESETS, ask_now, keep_result
from essaim.questionnaires.actions.audience import address_to, come_in, open_door
from essaim.questionnaires.actions.editing import (
    add_question,
    copy_question,
    edit_question,
    edit_words,
    move_question,
    place_question,
    remove_question,
    translate,
)
from essaim.questionnaires.actions.founding import (
    copy_questionnaire,
    create_brought,
    create_from_library,
    create_own,
    found_questionnaires,
)
from essaim.questionnaires.actions.lifecycle import close, open_questionnaire, reopen, tick
from essaim.questionnaires.actions.planning import set_dates
from essaim.questionnaires.actions.revealing import set_reveals, show_now
from essaim.questionnaires.actions.sending import remind, send
from essaim.questionnaires.actions.serving import bring_totals, set_uses
from essaim.questionnaires.actions.sheets import enter_sheet
from essaim.questionnaires.actions.sorting import group_words, hide_words, pin_words, show_words

__all__ = [
    "PRESETS",
    "add_question",
    "address_to",
    "answer",
    "answer_page",
    "ask_now",
    "bring_totals",
    "close",
    "come_in",
    "copy_question",
    "copy_questionnaire",
    "create_brought",
    "create_from_library",
    "create_own",
    "edit_question",
    "edit_words",
    "enter_sheet",
    "finish",
    "found_questionnaires",
    "go_on",
    "group_words",
    "hide_words",
    "keep_result",
    "move_question",
    "open_door",
    "open_questionnaire",
    "pin_words",
    "place_question",
    "remind",
    "remove_question",
    "reopen",
    "send",
    "set_dates",
    "set_reveals",
    "set_uses",
    "show_now",
    "show_words",
    "skip",
    "tick",
    "translate",
    "withdraw",
    "withdraw_all",
]
