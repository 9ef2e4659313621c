"""Fill a data folder for the trials: `python -m bench.writing.prepare`, with ESSAIM_DATA naming the folder.

One document in a space of 2,000 members, and 200 in forty spaces; one of 60,000 edits. Each person has a seat of their
own and a pass of their own: prints them as lines « what document pass ».
"""

# ruff: noqa: E402 (the settings must be known before the models)
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "essaim.config.settings"

import django

django.setup()

from datetime import date, timedelta
from uuid import UUID

from django.core.management import call_command
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from essaim.documents import api, tokens
from essaim.documents.models import Document, DocumentUpdate
from essaim.people.models import Person, Team
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

PEOPLE, SPACES, DOCUMENTS_A_SPACE, WRITERS = 2000, 40, 5, 5
EDITS = 60_000
LIFE_S = 24 * 3600


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    team = Team.objects.create(name="Essai")
    hall, people = space_of(team, "La salle", PEOPLE, date.today())
    document = document_of(hall)
    for member in people:
        tell("hall", document, member)
    for number in range(SPACES):
        # As in life, each has its day.
        day = date.today() + timedelta(days=3 * (number + 1))
        space, people = space_of(team, f"Groupe {number}", DOCUMENTS_A_SPACE * WRITERS, day)
        for first in range(0, len(people), WRITERS):
            document = document_of(space)
            for member in people[first : first + WRITERS]:
                tell("groups", document, member)
    long, people = space_of(team, "Une longue histoire", 30, date.today() + timedelta(days=60))
    document = document_of(long)
    write_long(document, people)
    tell("long", document, people[0])


def space_of(team: Team, title: str, count: int, day: date) -> tuple[Space, list[Member]]:
    space = Space.objects.create(title=title, team=team, day=day, join_code=title[:16])
    people = Person.objects.bulk_create([Person(name=f"Personne {number} de {title}") for number in range(count)])
    members = [Member(space=space, person=person, role="participant", code="1234") for person in people]
    return space, Member.objects.bulk_create(members)


def document_of(space: Space) -> Document:
    with change(space) as journal:
        return api.create(journal, space, "page", "Ce que nous voulons garder")


def write_long(document: Document, people: list[Member]) -> None:
    """Thirty people typed 2,000 letters each, in turn: a row a letter, never compacted."""
    docs = [Doc(client_id=UUID(int=member.pk.int).int % 2**31 + 1) for member in people]
    rows: list[DocumentUpdate] = []
    texts, watches = [], []
    for doc, member in zip(docs, people, strict=True):

        def keep(event, member=member):
            rows.append(DocumentUpdate(document=document, update=event.update, member=member))

        watches.append(doc.observe(keep))
        texts.append(XmlText(""))
        doc.get("body", type=XmlFragment).children.append(XmlElement("paragraph", {}, [texts[-1]]))
    for number in range(EDITS // len(people)):
        for text in texts:
            text.insert(number, "abeille "[number % 8])
    DocumentUpdate.objects.bulk_create(rows, batch_size=500)


def tell(what: str, document: Document, member: Member) -> None:
    token = tokens.mint(document.pk, document.space_id, member.pk, member.name, writer=True, life_s=LIFE_S)
    print(what, document.pk, token)


main()
