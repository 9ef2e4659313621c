"""The cast of every test: Amina facilitates « Fusion », Bruno and Chloé take part, Denis belongs elsewhere."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from essaim.base.db import writing
from essaim.config import parts
from essaim.people.models import Person, Team
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Seat, Space
from essaim.spaces.models.member import Role, SeatKind
from essaim.spaces.seats import COOKIE, add_member, open_seat

pytest_plugins = ["tests.infra.strict", "tests.infra.server", "tests.infra.smtp", "tests.infra.browser"]

NOON = datetime(2027, 3, 18, 11, 0, tzinfo=UTC)
"""Noon in Paris, on the day."""


@pytest.fixture(scope="session", autouse=True)
def _every_part() -> None:
    """Parts are asked for by name, whichever test runs first."""
    parts.install()


def found(title: str, team: Team, code: str) -> Space:
    with writing():
        return Space.objects.create(team=team, title=title, day=date(2027, 3, 18), join_code=code)


def join(
    space: Space, name: str, structure: str = "", role: str = Role.PARTICIPANT, person: Person | None = None
) -> Member:
    with change(space) as journal:
        member = add_member(journal, name, structure=structure, role=role, person=person)
        return journal.edit(member, "member.arrived", "people", arrived_at=space.now())


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock stopped at noon of the day."""
    monkeypatch.setattr("essaim.base.clock.now", lambda: NOON)
    return NOON


@pytest.fixture
def team(db: None) -> Team:
    team = Team.objects.create(name="Le Pas de côté")
    team.people.add(Person.objects.create(name="Amina Belkacem", email="amina@exemple.org"))
    return team


@pytest.fixture
def space(team: Team) -> Space:
    return found("Fusion", team, "MIEL 42")


@pytest.fixture
def amina(space: Space, team: Team) -> Member:
    return join(space, "Amina", role=Role.FACILITATOR, person=team.people.get())


@pytest.fixture
def bruno(space: Space) -> Member:
    return join(space, "Bruno", "Régie de quartier")


@pytest.fixture
def chloe(space: Space) -> Member:
    return join(space, "Chloé", "Jardin partagé")


@pytest.fixture
def denis(db: None) -> Member:
    """Someone of another team's space: must see nothing of « Fusion »."""
    elsewhere = found("Ailleurs", Team.objects.create(name="Une autre équipe"), "CIRE 17")
    return join(elsewhere, "Denis", "Autre structure")


class SeatClient(Client):
    """A browser with a seat: addresses are relative to it, and writes carry their origin."""

    seat: Seat

    def generic(self, method: str, path: str, *args: object, **extra: object) -> object:
        if not path.startswith("/"):
            path = self.seat.path + path
        extra.setdefault("HTTP_ORIGIN", "http://testserver")
        return super().generic(method, path, *args, **extra)  # type: ignore[arg-type]


@pytest.fixture
def client_for() -> Callable[..., SeatClient]:
    """client_for(bruno) is Bruno's phone; client_for(amina, "console"); client_for(space=space, kind="wall")."""

    def make(member: Member | None = None, kind: str = "", *, space: Space | None = None) -> SeatClient:
        default = SeatKind.CONSOLE if member and member.can_facilitate() else SeatKind.PHONE
        place = space or member.space  # type: ignore[union-attr]
        with writing():
            opened = open_seat(place, member, kind or default)
        client = SeatClient(raise_request_exception=False)
        client.seat = opened.seat
        client.cookies[COOKIE] = opened.secret
        return client

    return make
