"""A space for several processes: `python -m tests.several.prepare`, with the environment of these.

Prints, as JSON, its documents and for each person their identity, the address of their seat and its secret.
"""

# ruff: noqa: E402 (the settings must be known before the models)
import json
import os
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "essaim.config.settings"

import django

django.setup()

from essaim.config.commands import prepare
from essaim.documents import api
from essaim.people.models import Person, Team
from essaim.spaces.changes import change
from essaim.spaces.models import Space
from essaim.spaces.seats import add_member, open_seat

prepare()
team = Team.objects.create(name="Le Pas de côté")
space = Space.objects.create(title="Fusion", team=team, day=date.today(), join_code="MIEL 42", phase="day")
people = {}
with change(space) as journal:
    for name, role, kind in [
        ("Amina", "facilitator", "console"),
        *((n, "participant", "phone") for n in ("Bruno", "Chloé")),
    ]:
        member = add_member(journal, name, role=role, person=Person.objects.create(name=name))
        seat = open_seat(space, member, kind)
        people[name] = {"id": str(member.pk), "root": seat.seat.path, "secret": seat.secret}
    documents = [str(api.create(journal, space, "page", f"Page {number}").pk) for number in range(3)]
print(json.dumps({"documents": documents, "people": people}))
