"""The anonymous box: answers that nothing ties to a person, found again only by the secret a phone keeps."""

import json
import secrets
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.live.hub import hub
from essaim.people.models import hashed
from essaim.questionnaires.answers import Value
from essaim.questionnaires.counting import LEAST
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.models import Ballot, HasAnswered, Questionnaire
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member

Content = dict[str, Any]


def cookie_name(questionnaire: Questionnaire) -> str:
    return f"ballot-{questionnaire.pk.hex}"


def has_answered(questionnaire: Questionnaire, member: Member) -> bool:
    return HasAnswered.objects.filter(questionnaire=questionnaire, member=member).exists()


def count(questionnaire: Questionnaire) -> int:
    return HasAnswered.objects.filter(questionnaire=questionnaire).count()


def own(questionnaire: Questionnaire, secret: str) -> Content:
    """What this phone's ballot holds; empty for another phone, and for everyone once the box is closed."""
    found = _find(questionnaire, secret)
    return dict(found.content) if found else {}


def put(questionnaire: Questionnaire, member: Member, code: str, *, value: Value, shown: Shown, secret: str) -> str:
    """Keep one answer in the person's ballot; gives the secret of that ballot, new at the first answer.

    Writes no event: an event has a time, and a time has a person. Raises `Refused` on a second phone.
    """
    question = questionnaire.asked.question(code)
    if question is None:
        raise Refused(_("Cette question n’est pas, ou plus, dans le questionnaire."), code="unknown_question")
    shown = shown.at_most(questionnaire.cap(question))
    with writing():
        # The closing waits for the answers that came before it, and the others find it closed.
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_open:
            raise Refused(_("Cette évaluation est close : les bulletins ont été mêlés."), code="not_open")
        ballot = _find(questionnaire, secret)
        if ballot is None:
            if not value:
                return secret
            if has_answered(questionnaire, member):
                raise Refused(other_phone(), code="other_phone")
            secret = ids.token()
            HasAnswered.objects.create(questionnaire=questionnaire, member=member)
            ballot = Ballot(questionnaire=questionnaire, secret_hash=hashed(secret))
        ballot.content = {key: kept for key, kept in ballot.content.items() if key != code}
        if value:
            ballot.content[code] = {"value": value, "shown": shown.value}
        ballot.save()
        space = questionnaire.space
        told = (space.channel, frozenset({questionnaire.topic}), space.last_event)
        transaction.on_commit(lambda: hub.publish(*told))
    return secret


def other_phone() -> str:
    return _(
        "Vous avez déjà répondu depuis un autre téléphone. Vos réponses comptent ; seul ce téléphone peut les changer."
    )


def open_box(journal: Journal, questionnaire: Questionnaire) -> None:
    """At close: mix the ballots, forget the secrets. Under five answers, forget the answers too.

    The contents go to the journal sorted, so that their order says nothing.
    """
    contents = [ballot.content for ballot in questionnaire.ballots.all()]
    people = list(questionnaire.has_answered.values_list("member_id", flat=True))
    questionnaire.ballots.all().delete()
    questionnaire.has_answered.all().delete()
    if len(contents) < LEAST:
        contents = [{} for _content in contents]
    for content in _mixed(contents):
        Ballot.objects.create(questionnaire=questionnaire, content=content)
    for member_id in _mixed(people):
        HasAnswered.objects.create(questionnaire=questionnaire, member_id=member_id)
    ordered = sorted(contents, key=lambda content: json.dumps(content, sort_keys=True))
    journal.note("ballots.opened", questionnaire, questionnaire.topic, result=ordered, n=len(contents))


def opened(questionnaire: Questionnaire) -> list[Content]:
    """The ballots of a closed box, if there are enough of them to hide each."""
    if questionnaire.closed_at is None:
        return []
    contents = [ballot.content for ballot in questionnaire.ballots.all()]
    return contents if len(contents) >= LEAST else []


def scrub() -> bool:
    """Take what was erased out of the database's files. False when someone is reading: try again later."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        try:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()
                return not (busy and busy[0])
            for model in (Ballot, HasAnswered):
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
        except OperationalError:
            return False
    return True


def _find(questionnaire: Questionnaire, secret: str) -> Ballot | None:
    if not secret:
        return None
    return Ballot.objects.filter(questionnaire=questionnaire, secret_hash=hashed(secret)).first()


def _mixed(items: list[Any]) -> list[Any]:
    return secrets.SystemRandom().sample(items, len(items))
