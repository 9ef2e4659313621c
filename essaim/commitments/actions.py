"""Writing, sharing and following a commitment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.commitments.models import ENDED, Commitment, Partner, State
from essaim.people.models import Structure
from essaim.runs.actions import WALL
from essaim.runs.actions import topic as run_topic
from essaim.runs.now import live_runs
from essaim.spaces import handovers
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import HandOver, Member, Space

TOPIC = "commitments"


@contextmanager
def _changing(space: Space, member: Member) -> Iterator[Journal]:
    """One change, followed by the lists and by the run in which commitments are being written."""
    with change(space, by=member) as journal:
        runs = [run for run in live_runs(space) if run.method == "commitments"]
        journal.touch(TOPIC, *(topic for run in runs for topic in (run_topic(run), WALL)))
        yield journal


def commit(
    member: Member,
    *,
    what: str,
    first_step: str = "",
    due: date | None = None,
    support: str = "",
    visibility: str = "group",
    partners: list[Structure] | None = None,
    input_id: UUID,
    draft: HandOver | None = None,
) -> Commitment:
    """Keep a commitment of `member`. `partners` are invited: each signs for itself, or stays invited."""
    with _changing(member.space, member) as journal:
        commitment = journal.add(
            Commitment(
                id=input_id,
                space=member.space,
                author=member,
                what=what,
                first_step=first_step,
                due=due,
                support=support,
                visibility=visibility,
            ),
            "commitment.proposed",
            TOPIC,
        )
        _own(commitment, member)
        _invite(journal, commitment, partners or [])
        if draft is not None:
            handovers.take(journal, draft, into=commitment)
    return commitment


def revise(
    commitment: Commitment,
    member: Member,
    *,
    what: str,
    first_step: str,
    due: date | None,
    support: str,
    visibility: str,
    partners: list[Structure] | None = None,
) -> None:
    """Change one's own commitment."""
    _own(commitment, member)
    with _changing(commitment.space, member) as journal:
        journal.edit(
            commitment,
            "commitment.revised",
            TOPIC,
            what=what,
            first_step=first_step,
            due=due,
            support=support,
            visibility=visibility,
        )
        _invite(journal, commitment, partners or [])


def cosign(commitment: Commitment, member: Member, *, input_id: UUID) -> None:
    """Share a commitment: in one's own name, and so for one's structure if it was invited."""
    if commitment.author_id == member.pk:
        raise Refused(_("C’est déjà votre engagement."), code="own")
    if commitment.state in ENDED:
        raise Refused(_("Cet engagement est clos : il ne peut plus être co-signé."), code="ended")
    with _changing(commitment.space, member) as journal:
        if commitment.partners.filter(member=member).exists():
            return
        invited = commitment.partners.filter(
            structure=member.structure, accepted_at__isnull=True, structure__isnull=False
        ).first()
        if invited is not None:
            journal.edit(invited, "commitment.cosigned", TOPIC, member=member, accepted_at=member.space.now())
        else:
            partner = Partner(
                id=input_id,
                space=member.space,
                commitment=commitment,
                member=member,
                structure=member.structure,
                accepted_at=member.space.now(),
            )
            journal.add(partner, "commitment.cosigned", TOPIC)
        if commitment.state == State.PROPOSED:
            journal.edit(commitment, "commitment.shared", TOPIC, state=State.COSIGNED)


def follow(commitment: Commitment, member: Member, *, state: str, due: date | None = None, reason: str = "") -> None:
    """Say where it stands: under way, kept, postponed to a new date, or dropped with a reason."""
    _own(commitment, member)
    if state not in (State.UNDER_WAY, State.KEPT, State.POSTPONED, State.DROPPED):
        raise Refused(_("Dites où en est cet engagement."), field="state")
    if state == State.POSTPONED and due is None:
        raise Refused(_("Donnez la nouvelle date."), field="due")
    if state == State.DROPPED and not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi : cela aide le groupe."), field="reason")
    with _changing(commitment.space, member) as journal:
        fields: dict[str, object] = {"state": state, "reason": reason.strip()}
        if state == State.POSTPONED:
            fields |= {"due": due, "postponed": commitment.postponed + 1}
        journal.edit(commitment, f"commitment.{state}", TOPIC, **fields)


def withdraw(commitment: Commitment, member: Member) -> None:
    """Take one's own commitment back."""
    _own(commitment, member)
    with _changing(commitment.space, member) as journal:
        journal.remove(commitment, "commitment.withdrawn", TOPIC)


def _own(commitment: Commitment, member: Member) -> None:
    if commitment.author_id != member.pk:
        raise Refused(_("Seule la personne qui porte cet engagement peut le changer."), code="not_yours")


def _invite(journal: Journal, commitment: Commitment, structures: list[Structure]) -> None:
    kept = {partner.structure_id: partner for partner in commitment.partners.filter(structure__isnull=False)}
    for structure in structures:
        if structure.pk not in kept:
            journal.add(
                Partner(space=commitment.space, commitment=commitment, structure=structure), "commitment.invited", TOPIC
            )
    chosen = {structure.pk for structure in structures}
    for structure_id, partner in kept.items():
        if structure_id not in chosen and partner.accepted_at is None:
            journal.remove(partner, "commitment.uninvited", TOPIC)
