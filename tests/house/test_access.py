"""The table of access, tried row by row on the real addresses."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from essaim.base import ids
from essaim.base.blocks import Figure
from essaim.base.blocks import Image as BlockImage
from essaim.base.db import writing
from essaim.boards.actions import boards, grouping, notes
from essaim.commitments import actions as commitments
from essaim.documents import api as documents
from essaim.documents import pictures
from essaim.files import aside
from essaim.hall import floor
from essaim.hall import notes as hall_notes
from essaim.mindmaps import actions as mindmaps
from essaim.pages import commenting as pages
from essaim.pages.actions import publish as publish_page
from essaim.people.signin import open_session
from essaim.programme.actions import library
from essaim.programme.founding import found_programme
from essaim.programme.models import Module
from essaim.programme.trame import read_named
from essaim.questionnaires import actions as questionnaires
from essaim.questionnaires.definition import Definition, Field, Question
from essaim.questionnaires.definition import Kind as FieldKind
from essaim.questionnaires.models import Answer
from essaim.questions import actions as questions
from essaim.report import actions as report
from essaim.resources import actions as resources
from essaim.runs import actions as runs
from essaim.spaces import feeds
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role
from essaim.spaces.seats import add_member, mint_link
from tests.house.access_table import (
    FACILITATOR,
    OBSERVER,
    OTHER_TEAM,
    OUR_TEAM,
    PARTICIPANT,
    PUBLIC,
    SEATS,
    VISITOR,
    WALL,
    Row,
)

BOARD, NOTE, GROUP, ASKED_PHOTO = ids.uuid7(), ids.uuid7(), ids.uuid7(), ids.uuid7()
Things = dict[str, Callable[[], object]]
LET_IN = {200, 302, 303, 400, 409, 422}
ROLES = (VISITOR, WALL, OBSERVER, PARTICIPANT, FACILITATOR)  # the ones who change least first


def patterns(urlconf: str) -> Iterator[tuple[str, URLPattern]]:
    def walk(found: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in found.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            else:
                yield route, pattern

    return walk(get_resolver(urlconf), "")


@pytest.mark.parametrize(
    ("urlconf", "rows"), [("essaim.config.urls", PUBLIC), ("essaim.config.urls_seat", SEATS)], ids=["public", "seats"]
)
def test_every_address_has_its_row(urlconf: str, rows: list[Row]) -> None:
    routes, written = [route for route, _ in patterns(urlconf)], [row.route for row in rows]
    assert len(set(written)) == len(written)
    assert [f"Row({route!r}, …) is missing" for route in routes if route not in written] == []
    assert [f"{route!r} is no address" for route in written if route not in routes] == []


def test_every_view_of_a_seat_says_whose_it_is() -> None:
    bare = [route for route, pattern in patterns("essaim.config.urls_seat") if not hasattr(pattern.callback, "rights")]
    assert bare == []


@pytest.fixture
def things(space: Space, amina: Member, bruno: Member, settings: Any, tmp_path: Any, now: object) -> Things:
    """What rows name: one of each kind, made when first asked for."""
    settings.MEDIA_DIR = tmp_path

    def programme() -> Any:
        with change(space, by=amina) as journal:
            return found_programme(journal, space, read_named(), "fr")

    def document() -> Any:
        found = space.documents.filter(title="Une page").first()
        if found is not None:
            return found
        with change(space, by=amina) as journal:
            return documents.create(journal, space, "page", "Une page")

    def page_comment() -> Any:
        said = {"thread": None, "quote": "", "input_id": ids.uuid7()}
        return pages.comment(document().page, bruno, "Bonjour", **said)

    def resource() -> Any:
        upload = SimpleUploadedFile("notes.txt", b"Bonjour")
        return resources.share(bruno, "file", title="Notes", upload=upload, input_id=ids.uuid7())

    def photo() -> Any:
        picture = io.BytesIO()
        Image.new("RGB", (40, 20), "teal").save(picture, "JPEG")
        upload = SimpleUploadedFile("mur.jpg", picture.getvalue())
        return resources.share(bruno, "file", title="Le mur", upload=upload, themes=["Le mur"], input_id=ids.uuid7())

    def theme() -> Any:
        resources.add_theme(bruno, "Décider")
        return space.themes.get(name="Décider")

    def picture() -> str:
        drawn = io.BytesIO()
        Image.new("RGB", (2, 2)).save(drawn, "PNG")
        return pictures.keep(bruno, SimpleUploadedFile("vue.png", drawn.getvalue())).src.partition("/")[2]

    def shown_picture() -> str:
        pk, shown_in = picture(), document()
        figure = Figure(BlockImage(f"pictures/{pk}", "Une vue", 2, 2))
        with change(space, by=bruno) as journal:
            documents.edit(shown_in, lambda doc: documents.append_blocks(doc, [figure]), bruno)
            journal.note("page.paragraph_added", shown_in)
        return pk

    def link() -> str:
        with writing():
            return mint_link(space, bruno, "phone")

    def questionnaire() -> Any:
        made = questionnaires.create_from_library(space, "amont", by=amina)
        return questionnaires.open_questionnaire(made, by=amina)

    def asked_photo() -> Any:
        kept = space.questionnaires.filter(pk=ASKED_PHOTO).first()
        if kept is not None:
            return kept
        one = Question("own-1", {"fr": "Votre lieu"}, (Field("own-1", FieldKind.FILE),), essential=True)
        definition = Definition("own", {"fr": "Le lieu"}, (one,))
        made = questionnaires.create_brought(space, definition, by=amina, identity=ASKED_PHOTO)
        return questionnaires.open_questionnaire(made, by=amina)

    def answer_file() -> str:
        one, drawn = asked_photo(), io.BytesIO()
        kept = Answer.objects.filter(response__questionnaire=one).first()
        if kept is None:
            Image.new("RGB", (40, 20), "teal").save(drawn, "JPEG")
            word = aside.put(SimpleUploadedFile("lieu.jpg", drawn.getvalue()), bruno.pk)
            kept = questionnaires.answer(one, bruno, "own-1", value={"own-1": {"aside": word}})
        return str(kept.value["own-1"]["file"])

    def board() -> Any:
        made = boards.create(amina, "Freins", input_id=BOARD)
        notes.add(made, amina, "Le temps", input_id=NOTE)
        grouping.add_group(made, amina, "Moyens", id=GROUP)
        return made

    def asked() -> Any:
        given = {"may_be_sent": True, "input_id": ids.uuid7()}
        return questions.ask(bruno, "Qui peut prêter une salle ?", **given)

    def answer() -> Any:
        return questions.answer(asked(), bruno, "La régie", input_id=ids.uuid7())

    def relayed() -> Any:
        found = answer().question
        questions.relay(found, bruno)
        return found

    sequences = programme()
    return {
        "sequence": lambda: sequences[0].pk,
        "module": lambda: Module.objects.filter(space=space)[0].pk,
        "commitment": lambda: commitments.commit(bruno, what="Prêter la salle", input_id=ids.uuid7()).pk,
        "document": lambda: document().pk,
        "page_title": lambda: document().title,
        "version": lambda: document().versions.get().pk,
        "page_comment": lambda: page_comment().pk,
        "thread": lambda: page_comment().thread_id,
        "published": lambda: publish_page(document().page, amina, is_indexed=False).key,
        "resource": lambda: resource().pk,
        "photo": lambda: photo().pk,
        "theme": lambda: theme().pk,
        "comment": lambda: resources.comment(resource(), bruno, "Utile", input_id=ids.uuid7()).pk,
        "picture": picture,
        "shown_picture": shown_picture,
        "mind_map": lambda: mindmaps.create_map(bruno, "Coopérer", input_id=ids.uuid7()).pk,
        "map_run": lambda: (
            runs.prepare(space, by=amina, method="mind_map", title="Carte", params={}, input_id=ids.uuid7()).pk
        ),
        "publication": lambda: report.publish(space, by=amina).number,
        "saved_trame": lambda: library.save_trame(space, by=amina, title="Une trame", id=ids.uuid7()).pk,
        "saved_sequence": lambda: library.save_sequence(sequences[0], by=amina).pk,
        "turn": lambda: floor.raise_hand(bruno).pk,
        "team_note": lambda: hall_notes.say(amina, "Plus vite", input_id=ids.uuid7()).pk,
        "asked": lambda: asked().pk,
        "answer": lambda: answer().pk,
        "answered": lambda: answer().question_id,
        "relayed": lambda: relayed().pk,
        "room": lambda: space.join_code.replace(" ", ""),
        "questionnaire": lambda: questionnaire().pk,
        "asked_photo": lambda: asked_photo().pk,
        "answer_file": answer_file,
        "open_key": lambda: questionnaires.open_door(questionnaire(), is_open=True, by=amina).open_key,
        "asked_now": lambda: questionnaires.ask_now(space, "yesno", by=amina).pk,
        "run": lambda: runs.prepare(space, by=amina, method="free", title="Récits", params={}, input_id=ids.uuid7()).pk,
        "board": lambda: board().pk,
        "note": lambda: NOTE,
        "group": lambda: GROUP,
        "bruno": lambda: bruno.pk,
        "link": link,
        "feed": lambda: feeds.address_of(feeds.open_anew(bruno)),
        "space": lambda: space.key,
    }


def address(row: Row, things: Things) -> str:
    values = {name: things[thing]() if thing in things else thing for name, thing in row.of.items()}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), row.route)


def sent(row: Row, things: Things) -> dict[str, object]:
    return {name: things[thing]() if thing in things else thing for name, thing in row.sends.items()}


class UndoneAfter(Exception):
    pass


@pytest.fixture
def undone(db: None) -> Callable[[Callable[[], None]], None]:
    """Tries something, then takes the database back to where it was."""

    def attempt(act: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                act()
                raise UndoneAfter
        except UndoneAfter:
            pass

    return attempt


@pytest.fixture
def browsers(
    space: Space, amina: Member, bruno: Member, denis: Member, client_for: Callable[..., Any]
) -> dict[str, Any]:
    with change(space, by=amina) as journal:
        observer = add_member(journal, "Inès", role=Role.OBSERVER)
    with change(denis.space) as journal:
        journal.edit(denis, "member.changed", role=Role.FACILITATOR)
    visitor = client_for(amina)
    visitor.cookies.clear()
    return {
        VISITOR: visitor,
        WALL: client_for(space=space, kind="wall"),
        OBSERVER: client_for(observer),
        PARTICIPANT: client_for(bruno),
        FACILITATOR: client_for(amina),
        "foreigner": client_for(denis),
    }


def fault(row: Row, method: str, role: str, status: int) -> str | None:
    let_in = row.get if method == "get" else row.post
    if role == "foreigner" or role == VISITOR:
        fair = status == 404
    elif let_in is None:  # a page that takes no form may show itself again
        fair = status in (405, 403) or (method == "post" and status == 200 and role in (row.get or ()))
    else:
        # An object that is somebody else's own is not there for the others.
        fair = status in LET_IN if role in let_in else status in ((403, 404) if row.of else (403,))
    return None if fair else f"{method.upper()} {row.route!r} as {role}: {status}"


@pytest.mark.django_db
def test_who_may_what_in_a_space(
    things: Things, browsers: dict[str, Any], undone: Callable[[Callable[[], None]], None]
) -> None:
    faults: list[str | None] = []
    for row in SEATS:

        def tried(row: Row = row) -> None:
            path = address(row, things)
            ours = any(name in things for name in row.of.values())
            for method in ("get", "post"):
                for role in (*ROLES, "foreigner") if ours else ROLES:
                    data = sent(row, things) if method == "post" else {}
                    status = getattr(browsers[role], method)(path, data).status_code
                    if not (role == "foreigner" and status == 405):
                        faults.append(fault(row, method, role, status))

        undone(tried)
    found = [one for one in faults if one]
    assert not found, "\n".join(found)


@pytest.fixture
def signed_in(space: Space, amina: Member, denis: Member) -> dict[str, Client]:
    denis.space.team.people.add(denis.person)
    clients = {VISITOR: Client(raise_request_exception=False)}
    for role, member in ((OUR_TEAM, amina), (OTHER_TEAM, denis)):
        clients[role] = Client(raise_request_exception=False)
        clients[role].cookies["team"] = open_session(member.person)
    return clients


@pytest.mark.django_db
def test_who_may_what_outside_any_space(
    things: Things, signed_in: dict[str, Client], undone: Callable[[Callable[[], None]], None]
) -> None:
    faults = []
    for row in PUBLIC:
        for role, browser in signed_in.items():

            def tried(row: Row = row, role: str = role, browser: Client = browser) -> None:
                path, before = "/" + address(row, things), browser.cookies.output(header="")
                for method, let_in in (("get", row.get), ("post", row.post)):
                    answer = getattr(browser, method)(path, headers={"Origin": "http://testserver"})
                    sent_to_sign_in = answer.headers.get("Location", "").startswith("/connexion")
                    asked_to = sent_to_sign_in and not row.route.startswith("connexion")
                    inside = answer.status_code in LET_IN and not asked_to
                    outside = asked_to or answer.status_code in (403, 404, 405)
                    ignored = let_in is None and method == "post" and role in (row.get or ())
                    if not (inside if role in (let_in or ()) else outside or ignored):
                        faults.append(f"{method.upper()} /{row.route} as {role}: {answer.status_code}")
                browser.cookies.load(before)  # signing out is undone too

            undone(tried)
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://elsewhere.example", ""])
def test_a_write_from_elsewhere_is_refused(browsers: dict[str, Any], origin: str) -> None:
    assert browsers[FACILITATOR].post("mine", HTTP_ORIGIN=origin).status_code == 403
