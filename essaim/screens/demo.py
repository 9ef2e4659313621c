"""The demonstration: one accompaniment with fictional people, and three seats that live in one browser."""

from dataclasses import dataclass
from datetime import timedelta

from essaim.base import clock
from essaim.base.db import writing
from essaim.people.models import Person, Team
from essaim.programme.trame import read_named
from essaim.questionnaires import actions as questionnaires
from essaim.screens.founding import found_space
from essaim.spaces import phases
from essaim.spaces.changes import change
from essaim.spaces.invitations import wall_link
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase
from essaim.spaces.seats import add_member

TEAM = "Le Pas de côté"
FACILITATOR, EMAIL = "Amina Belkacem", "amina@exemple.org"
PARTICIPANT, STRUCTURE = "Bruno Lenoir", "Régie de quartier des Rives"
TRAME = "cooperation-journee-dla"
DAYS_BEFORE = 7
"""The demo begins a week before its day: the questionnaire is open, whatever the hour."""


@dataclass(frozen=True)
class Links:
    """Three ways in. Each start mints new ones; the earlier ones go on working."""

    space: Space
    address: str
    facilitator: str
    participant: str
    wall: str

    def text(self) -> str:
        rows = [
            f"Essaim · {self.space.title}",
            f"  Animation (facilitator)  {self.facilitator}",
            f"  Téléphone (participant)  {self.participant}",
            f"  Écran (wall)             {self.wall}",
            f"  Courrier (mailbox)       {self.address}/courrier/",
            f"  Code de la salle         {self.space.join_code}",
            "Ctrl+C arrête ; ce qui a été fait est gardé. (stops; what was done is kept)",
        ]
        return "\n".join(rows)


def prepare(address: str) -> Links:
    """Make the space the first time; give its links each time."""
    team = Team.objects.filter(name=TEAM).first()
    if team is None:
        with writing():
            team = Team.objects.create(name=TEAM)
            amina = Person.objects.create(name=FACILITATOR, email=EMAIL)
            team.people.add(amina)
        trame = read_named(TRAME)
        title = trame.title("fr")
        day = clock.now().date() + timedelta(days=DAYS_BEFORE)
        found_space(team, amina, title=title, day=day, trame=trame, language="fr")
    space = Space.objects.filter(team=team).order_by("created_at").first()
    assert space is not None
    facilitator = Member.objects.filter(space=space, role=Role.FACILITATOR).order_by("created_at").first()
    participant = Member.objects.filter(space=space, role=Role.PARTICIPANT).order_by("created_at").first()
    assert facilitator is not None
    if participant is None:
        with change(space) as journal:
            participant = add_member(journal, PARTICIPANT, structure=STRUCTURE, email="bruno@exemple.org")
        phases.go_to(space, Phase.BEFORE, by=facilitator)
        questionnaires.tick(space)
    return Links(
        space,
        address,
        wall_link(space, address=address, member=facilitator),
        wall_link(space, address=address, member=participant),
        wall_link(space, address=address),
    )
