"""What answers give the rest of the space: expectations, needs, notes, ideas. Only what the person lets be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from essaim.questionnaires import serving
from essaim.questionnaires.definition import Field, Kind, Question, Shown, say
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.questionnaires.sorting import Sorting
from essaim.spaces import handovers
from essaim.spaces.changes import Journal
from essaim.spaces.models import HandOver, Member


@dataclass(frozen=True)
class Gift:
    kind: str
    title: str
    data: dict[str, Any] = field(default_factory=dict)


def hand_over(
    journal: Journal, questionnaire: Questionnaire, question: Question, answer: Answer, member: Member | None
) -> None:
    """Offer what the answer holds now, and take back what it no longer holds, unless someone used it already."""
    shown = Shown(answer.shown)
    author = member if shown == Shown.NAMED else None
    structure = member.structure_name if member and shown in (Shown.NAMED, Shown.STRUCTURE) else ""
    sorting = Sorting.of(questionnaire, question.code) if any(part.feeds for part in question.fields) else None
    gifts = list(_gifts(question, answer, questionnaire.space.language, sorting)) if shown != Shown.NEVER else []
    wanted = {(gift.kind, gift.title[:300], author.pk if author else None) for gift in gifts}
    for offered in _offered(answer):
        if (offered.kind, offered.title, offered.author_id) not in wanted:
            _remove(journal, offered)
    for gift in gifts:
        data = {**gift.data, **_from(questionnaire, question), "structure": structure}
        offered = handovers.offer(journal, gift.kind, gift.title, source=answer, data=data, author=author)
        if offered.data != data:  # what it is for was chosen since
            journal.edit(offered, f"handover.{gift.kind}_changed", *_topics(gift.kind), data=data)


def _from(questionnaire: Questionnaire, question: Question) -> dict[str, Any]:
    """Where it comes from and what it is for, for whoever knows nothing of questionnaires."""
    return {
        "questionnaire": str(questionnaire.pk),
        "question": question.code,
        "origin": f"{questionnaire.title} · {say(question.text, questionnaire.space.language)}",
        **serving.about(questionnaire, question),
    }


def give_again(journal: Journal, questionnaire: Questionnaire, question: Question) -> None:
    """What the team chose changed: each answer offers what it now offers."""
    answers = Answer.objects.filter(response__questionnaire=questionnaire, question=question.code)
    for answer in answers.select_related("response__member__structure"):
        if answer.value:
            hand_over(journal, questionnaire, question, answer, answer.response.member)


def give_totals(journal: Journal, questionnaire: Questionnaire, question: Question, totals: dict[str, int]) -> None:
    """What most chose is what the group expects: each choice with its count, in place of the last totals brought."""
    source = _from(questionnaire, question)
    known = {one.title: one for one in _totals(questionnaire, question)}
    for title, one in known.items():
        if title not in totals and not one.taken_by:
            _remove(journal, one)
    for title, count in totals.items():
        data = {**source, "count": count}
        found = known.get(title)
        if found is None:
            row = HandOver(
                space=questionnaire.space, kind="expectation", title=title, source=questionnaire.dom_id, data=data
            )
            journal.add(row, "handover.expectation_offered", *_topics("expectation"))
        elif found.data != data:
            journal.edit(found, "handover.expectation_changed", *_topics("expectation"), data=data)


def _totals(questionnaire: Questionnaire, question: Question) -> list[HandOver]:
    offered = HandOver.objects.filter(source=questionnaire.dom_id, kind="expectation")
    return [one for one in offered if one.data.get("question") == question.code]


def _topics(kind: str) -> tuple[str, str]:
    return "handovers", f"handovers:{kind}"


def take_back(journal: Journal, answer: Answer) -> None:
    for offered in _offered(answer):
        _remove(journal, offered)


def _offered(answer: Answer) -> Iterable[HandOver]:
    return HandOver.objects.filter(source=answer.dom_id, taken_by="")


def _remove(journal: Journal, offered: HandOver) -> None:
    journal.remove(offered, f"handover.{offered.kind}_withdrawn", *_topics(offered.kind))


def _gifts(question: Question, answer: Answer, language: str, sorting: Sorting | None) -> Iterable[Gift]:
    for part in question.fields:
        kept = answer.value.get(part.code)
        if not part.feeds or part.private or not kept:
            continue
        if part.kind == Kind.ITEMS:
            yield from (_item(part, item, language) for item in kept if not _is_hidden(sorting, part, item))
        elif not _is_hidden(sorting, part, kept):
            yield Gift(part.feeds, str(kept), {"about": _chosen(question, answer, language)})


def _is_hidden(sorting: Sorting | None, part: Field, kept: Any) -> bool:
    row = sorting.row(part.code, kept) if sorting else None
    return row is not None and row.is_hidden


def _item(part: Field, item: dict[str, str], language: str) -> Gift:
    label = say(next(c.label for c in part.choices if c.code == item["category"]), language)
    return Gift(part.feeds, item["keywords"], {**item, "label": label})


def _chosen(question: Question, answer: Answer, language: str) -> list[str]:
    """The boxes ticked beside the words: the families of a brake."""
    return [
        part.label_of(code, language)
        for part in question.fields
        if part.kind in (Kind.CHOICE, Kind.CHOICES) and not part.private
        for code in _listed(answer.value.get(part.code, []))
    ]


def _listed(kept: str | list[str]) -> list[str]:
    return [kept] if isinstance(kept, str) else kept
