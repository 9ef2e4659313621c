"""What commitments say of themselves to the pages that show everything."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, CommitmentBlock, Paragraph, Provenance, Table
from essaim.commitments.history import end_of, states_at
from essaim.commitments.indicators import indicators, percent
from essaim.commitments.models import Commitment, State, Visibility
from essaim.commitments.parts import shown
from essaim.spaces import handovers
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path

SECTION = "12"


def now_for(space: Space, member: Member) -> list[ToDo]:
    """A decision that waits for one's signature; after the day, following one's commitments."""
    if not member.can_contribute():
        return []
    return _to_sign(space, member) + (_to_follow(space, member) if space.phase in (Phase.AFTER, Phase.MEMORY) else [])


def _to_sign(space: Space, member: Member) -> list[ToDo]:
    drafts = handovers.waiting(space, "commitment_draft").filter(author=member)
    where = seat_path("commitments:new")
    title = _("Votre idée, à signer si vous le voulez")
    return [ToDo(22, title, one.title, _("Lire et signer"), f"{where}?draft={one.pk}", 1) for one in drafts]


def _to_follow(space: Space, member: Member) -> list[ToDo]:
    mine = space.commitments.filter(
        author=member, state__in=[State.PROPOSED, State.COSIGNED, State.UNDER_WAY, State.POSTPONED]
    )
    due = mine.filter(due__lte=space.today()).order_by("due").first()
    if due is not None:
        return [
            ToDo(8, _("Où en est votre engagement ?"), due.what, _("Le dire"), seat_path("commitments:show", due.pk), 1)
        ]
    if space.phase == Phase.AFTER and not space.commitments.filter(author=member).exists():
        return [
            ToDo(
                25,
                _("Un engagement à prendre ?"),
                _("Un premier pas, petit et daté, que vous portez."),
                _("Écrire un engagement"),
                seat_path("commitments:new"),
                2,
            )
        ]
    return []


def produced(space: Space) -> list[Production]:
    rows = list(space.commitments.order_by("-created_at"))
    if not rows:
        return []
    said = ngettext("{n} engagement", "{n} engagements", len(rows)).format(n=len(rows))
    return [Production(rows[0].created_at, _("Engagements"), said, seat_path("commitments:list"))]


def brief(space: Space) -> list[str]:
    counted = indicators(space.commitments.values_list("state", flat=True))
    if not counted.total:
        return []
    taken = ngettext("{n} engagement pris", "{n} engagements pris", counted.total).format(n=counted.total)
    kept = counted.by_state.get(State.KEPT, 0)
    if not kept:
        return [f"{taken}."]
    return [ngettext("{taken}, dont {n} tenu.", "{taken}, dont {n} tenus.", kept).format(taken=taken, n=kept)]


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """Section 12. A published report shows what its authors let everyone read; a draft shows all."""
    if section != SECTION:
        return []
    rows = [row for row in shown(space) if row.state != State.DRAFT and (draft or row.visibility != Visibility.GROUP)]
    kept_in_group = space.commitments.exclude(state=State.DRAFT).count() - len(rows)
    blocks: list[Block] = [_block(row, named=draft or row.visibility == Visibility.PUBLIC) for row in rows]
    if kept_in_group:
        said = ngettext(
            "{n} engagement reste connu du groupe seulement.",
            "{n} engagements restent connus du groupe seulement.",
            kept_in_group,
        )
        blocks.append(Paragraph(said.format(n=kept_in_group)))
    if blocks:
        blocks.append(_followed(space))
    return blocks


def _block(row: Commitment, *, named: bool) -> CommitmentBlock:
    signed = row.signed_by()
    return CommitmentBlock(
        row.what,
        row.author.name if named else row.author.credited,
        [str(p.structure or p) if not named else str(p) for p in signed],
        row.first_step,
        row.due,
        support=row.support,
        state=str(row.get_state_display()),
        provenance=Provenance(_("Engagements"), anonymity="A0"),
    )


def _followed(space: Space) -> Table:
    """How many in each state, at the end of the day, a fortnight and a month later when these are past, and now."""
    named = ((_("Le jour"), 0), (_("À J+15"), 15), (_("À J+30"), 30))
    past = [(name, states_at(space, end_of(space, days))) for name, days in named if end_of(space, days) <= space.now()]
    columns = [*past, (_("Maintenant"), list(space.commitments.values_list("state", flat=True)))]
    counted = [(name, indicators(states)) for name, states in columns]
    rows = [
        [str(state.label), *(str(one.by_state.get(state, 0)) for _name, one in counted)]
        for state in State
        if state != State.DRAFT and any(one.by_state.get(state) for _name, one in counted)
    ]
    rows += [
        [_("Part tenue"), *(percent(one.kept) for _name, one in counted)],
        [_("Part tenue ou en cours"), *(percent(one.followed) for _name, one in counted)],
    ]
    head = [_("Où en sont les engagements"), *(name for name, _one in counted)]
    return Table(head, rows, _("Suivi des engagements"), row_heads=True)
