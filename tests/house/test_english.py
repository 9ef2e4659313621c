"""An English space, opened in English: every page of it speaks English."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essaim.base import ids
from essaim.commitments import actions as commitments
from essaim.mindmaps import actions as mindmaps
from essaim.pages import actions as pages
from essaim.people.models import Person, Team
from essaim.programme.trame import read_named
from essaim.questionnaires import actions as questionnaires
from essaim.questions import actions as questions
from essaim.report import actions as report
from essaim.resources import actions as resources
from essaim.runs import actions as runs
from essaim.runs.registry import methods
from essaim.screens.founding import found_space
from essaim.spaces.changes import change
from essaim.spaces.models.member import SeatKind
from essaim.spaces.seats import COOKIE, add_member, open_seat
from tests.house.access_table import FACILITATOR, PARTICIPANT, SEATS

FRENCH = re.compile(
    r"\b(le|les|une|du|des|aux|et|est|sont|vous|votre|vos|nous|notre|pour|avec|dans|sur|sans|qui|que|ce|cette|pas|"
    r"personne|séquence|réponse|engagement|bilan|écran|journée|téléphone|où|à)\b|[«»]|[àâçéèêëîïôùûœ]",
    re.IGNORECASE,
)
NAMES = re.compile(r"Français|Métacartes|Faire ensemble|La Fonda|Les SCIC|les-scic\.coop|Inès Baudry|Solène Vasseur")


VOID = frozenset({"br", "input", "img", "meta", "link", "hr"})


class Words(HTMLParser):
    """What is read on a page: text, names of things, titles; not what says it is French."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.silent or tag in ("script", "style", "textarea") or given.get("lang") == "fr" or "aria-hidden" in given:
            if tag not in VOID:
                self.silent.append(tag)
            return
        for name in ("aria-label", "title", "alt", "placeholder", "data-label", "data-saved", "data-offline"):
            self.said.append(given.get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def left_in_french(html: str) -> list[str]:
    words = Words()
    words.feed(html)
    return [" ".join(said.split()) for said in words.said if FRENCH.search(NAMES.sub("", said))]


def test_every_page_of_an_english_space_is_in_english(db: None, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_DIR = tmp_path
    team, person = Team.objects.create(name="A step aside"), Person.objects.create(name="Amina", language="en")
    space, amina = found_space(team, person, title="Trial", day=date(2027, 3, 18), trame=read_named(), language="en")
    with change(space) as journal:
        bruno = add_member(journal, "Bruno", structure="Gardens")
        for member in (bruno, amina):
            journal.edit(member, "member.arrived", arrived_at=space.now())
    upload = SimpleUploadedFile("notes.txt", b"Hello")
    page = pages.create_page(bruno, "A page", input_id=ids.uuid7())
    commitments.commit(bruno, what="Lend the hall", input_id=ids.uuid7())
    asked = space.questionnaires.get(kind="amont")
    questionnaires.open_questionnaire(asked, by=amina)
    question = questions.ask(bruno, "Who can lend a hall?", input_id=ids.uuid7())
    things: dict[str, Any] = {
        "asked": question.pk,
        "answer": questions.answer(question, bruno, "The gardens", input_id=ids.uuid7()).pk,
        "sequence": space.sequences.all()[1].pk,
        "module": space.modules.all()[0].pk,
        "commitment": space.commitments.get().pk,
        "document": page.pk,
        "resource": resources.share(bruno, "file", title="Notes", upload=upload, input_id=ids.uuid7()).pk,
        "mind_map": mindmaps.create_map(bruno, "Cooperate", input_id=ids.uuid7()).pk,
        "publication": report.publish(space, by=amina).number,
        "questionnaire": asked.pk,
        "asked_now": questionnaires.ask_now(space, "yesno", question="Lunch?", by=amina).pk,
        "run": runs.prepare(space, by=amina, method="free", title="Stories", params={}, input_id=ids.uuid7()).pk,
    }
    browsers = {FACILITATOR: open_seat(space, amina, SeatKind.CONSOLE), PARTICIPANT: open_seat(space, bruno, "phone")}
    faults = []
    for row in SEATS:
        path = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found, of=row.of: str(things.get(of[found[1]], of[found[1]])), row.route
        )
        for role, opened in browsers.items():
            if (
                row.get is None
                or role not in row.get
                or path.endswith((".pdf", ".csv", ".yml", "/file", "/token", ".js"))
                or "picture" in path
            ):
                continue
            client = Client()
            client.cookies[COOKIE], client.cookies["lang"] = opened.secret, "en"
            answer = client.get(opened.seat.path + path)
            if answer.status_code == 200:
                faults += [f"{path} ({role}): {said[:120]}" for said in left_in_french(answer.content.decode())]
    for key in methods():
        client = Client()
        opened = browsers[FACILITATOR]
        client.cookies[COOKIE], client.cookies["lang"] = opened.secret, "en"
        answer = client.get(f"{opened.seat.path}runs/new?method={key}")
        faults += [f"runs/new?method={key}: {said[:120]}" for said in left_in_french(answer.content.decode())]
    assert not faults, "\n".join(dict.fromkeys(faults))
