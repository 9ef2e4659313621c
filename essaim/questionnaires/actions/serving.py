"""What the answers to a question become elsewhere, and what they are for."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires import giving
from essaim.questionnaires.definition import Question
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.serving import FEEDS, LONGEST_THEME, targets, totals, words_of
from essaim.spaces.changes import change
from essaim.spaces.models import Member


@dataclass(frozen=True)
class Use:
    """`target` is a sequence or a module, as `serving.targets` names it."""

    feeds: str = ""
    target: str = ""
    theme: str = ""


def set_uses(questionnaire: Questionnaire, uses: dict[str, Use], *, by: Member) -> Questionnaire:
    """Keep the use of each question; what was already answered is offered anew."""
    offered = {code for _label, options in targets(questionnaire.space) for code, _title in options}
    for code, use in uses.items():
        if use.feeds not in FEEDS or (use.target and use.target not in offered):
            raise Refused(_("Choisissez dans la liste à quoi servent les réponses."), field=f"target-{code}")
        if len(one_line(use.theme)) > LONGEST_THEME:
            raise Refused(_("Un thème plus court : 60 caractères au plus."), field=f"theme-{code}")
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if fresh.version != questionnaire.version:
            raise Refused(_("Quelqu’un vient de changer ce questionnaire. Rechargez la page et recommencez."))
        asked = fresh.asked
        questions = [_fed(one, uses[one.code].feeds) if one.code in uses else one for one in asked.questions]
        serves = {**fresh.serves, **{code: kept for code, use in uses.items() if (kept := _serves(use))}}
        serves = {code: kept for code, kept in serves.items() if code not in uses or _serves(uses[code])}
        changed = [
            one for one, before in zip(questions, asked.questions, strict=True)
            if one != before or serves.get(one.code) != fresh.serves.get(one.code)
        ]  # fmt: skip
        journal.edit(
            questionnaire, "questionnaire.uses_set", "questionnaires", questionnaire.topic, serves=serves,
            definition=asked.with_questions(tuple(questions)).as_json() if questions != list(asked.questions)
            else questionnaire.definition,
        )  # fmt: skip
        for question in changed if not questionnaire.is_anonymous else []:
            giving.give_again(journal, questionnaire, question)
        return questionnaire


def bring_totals(questionnaire: Questionnaire, question: Question, *, by: Member) -> int:
    """Put what most chose beside the programme, with the counts of today; again, it brings them up to date."""
    found = totals(questionnaire, question, questionnaire.space.language)
    if not found:
        raise Refused(_("Il faut au moins cinq réponses que le groupe peut voir."))
    with change(questionnaire.space, by=by) as journal:
        giving.give_totals(journal, questionnaire, question, found)
    return len(found)


def _serves(use: Use) -> list[str]:
    theme = one_line(use.theme)
    return [one for one in (use.target, f"theme:{theme}" if theme else "") if one]


def _fed(question: Question, feeds: str) -> Question:
    part = words_of(question)
    if part is None or part.feeds == feeds:
        return question
    fields = tuple(replace(one, feeds=feeds) if one.code == part.code else one for one in question.fields)
    return replace(question, fields=fields)
