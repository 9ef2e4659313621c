"""What answers give the rest of the space: expectations, needs, notes, ideas. Only what the person lets be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from essaim.questionnaires.definition import Field, Kind, Question, Shown, say
from essaim.questionnaires.models import Answer, Questionnaire
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
    gifts = list(_gifts(question, answer, questionnaire.space.language)) if shown != Shown.NEVER else []
    wanted = {(gift.kind, gift.title[:300], author.pk if author else None) for gift in gifts}
    for offered in _offered(answer):
        if (offered.kind, offered.title, offered.author_id) not in wanted:
            _remove(journal, offered)
    for gift in gifts:
        data = {**gift.data, "questionnaire": str(questionnaire.pk), "question": question.code, "structure": structure}
        handovers.offer(journal, gift.kind, gift.title, source=answer, data=data, author=author)


def take_back(journal: Journal, answer: Answer) -> None:
    for offered in _offered(answer):
        _remove(journal, offered)


def _offered(answer: Answer) -> Iterable[HandOver]:
    return HandOver.objects.filter(source=answer.dom_id, taken_by="")


def _remove(journal: Journal, offered: HandOver) -> None:
    journal.remove(offered, f"handover.{offered.kind}_withdrawn", "handovers", f"handovers:{offered.kind}")


def _gifts(question: Question, answer: Answer, language: str) -> Iterable[Gift]:
    for part in question.fields:
        kept = answer.value.get(part.code)
        if not part.feeds or part.private or not kept:
            continue
        if part.kind == Kind.ITEMS:
            yield from (_item(part, item, language) for item in kept)
        else:
            yield Gift(part.feeds, str(kept), {"about": _chosen(question, answer, language)})


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
