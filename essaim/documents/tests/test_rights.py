"""Rights that change take effect on what is open at once."""

import asyncio
import time

import pytest
from django.db import connections

from essaim.documents import api, rooms, tokens
from essaim.documents.client import CoWriter, Refusal
from essaim.documents.tests.conftest import Hall, served
from essaim.documents.tests.test_writing_together import said, say
from essaim.spaces import phases, seats
from essaim.spaces.changes import change
from essaim.spaces.models import Member
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase


@pytest.fixture(autouse=True)
def nothing_looks_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What closes a socket here is being told: nothing is asked again every now and then."""
    monkeypatch.setattr(rooms, "BEAT_S", 3600.0)


def demote(member: Member, by: Member) -> None:
    seats.describe(member, by=by, name=member.name, structure="", email="", role=Role.OBSERVER)


def remove(member: Member, by: Member) -> None:
    seats.remove_member(member, by=by)


def freeze(member: Member, by: Member) -> None:
    phases.go_to(member.space, Phase.MEMORY, by=by)


def withdraw(member: Member, by: Member) -> None:
    with change(member.space, by=by) as journal:
        document = member.space.documents.get()
        journal.edit(document, "document.changed", is_draft=True)


def page_of(hall: Hall, member: Member):
    """As the page of this member gives passes: with the rights of now, or none at all."""

    def asked() -> str:
        try:
            found = Member.objects.select_related("space").filter(pk=member.pk).first()
            document = found and found.space.documents.get()
            if found is None or not document.can_open(found):
                raise Refusal("no page any more")
            return api.token(document, found)
        finally:
            connections.close_all()

    async def token() -> str:
        return await asyncio.to_thread(asked)

    return token


def test_a_change_of_rights_takes_effect_within_a_second(hall, amina, bruno):
    """The best of a few: a machine may sleep once while it counts, and a server that waits would wait each time."""

    async def play() -> float:
        spent = []
        async with hall.writer(bruno, token=page_of(hall, bruno)) as one:
            for role in (Role.OBSERVER, Role.PARTICIPANT, Role.OBSERVER):
                await one.synced()
                before, one.close_code = one.connections, None
                await asyncio.to_thread(
                    seats.describe, bruno, by=amina, name=bruno.name, structure="", email="", role=role
                )
                done = time.monotonic()
                await one.until(lambda: one.close_code == 4205)
                spent.append(time.monotonic() - done)
                await one.until(lambda before=before: one.connections > before)
        return min(spent)

    assert asyncio.run(play()) < 1.0


@pytest.mark.parametrize("act", [demote, freeze])
def test_a_writer_becomes_a_reader_at_once_and_keeps_reading(hall, amina, bruno, act):
    async def play():
        async with hall.writer(bruno, token=page_of(hall, bruno)) as one:
            await one.synced()
            say(one.doc, "avant")
            await one.saved()
            assert one.scope == "read-write"
            await asyncio.to_thread(act, bruno, amina)
            await one.until(lambda: one.close_code == 4205)
            await one.until(lambda: one.scope == "readonly" and one.connections == 2)
            await one.synced()
            say(one.doc, "après")
            await one.until(lambda: one.refused > 0)
            return said(one.doc)

    assert "avant" in asyncio.run(play())
    assert api.plain_text(hall.document) == "avant"


@pytest.mark.parametrize("act", [remove, withdraw])
def test_whoever_may_not_open_it_any_more_is_let_out_at_once(hall, amina, bruno, act):
    kept = api.token(hall.document, bruno)

    async def play():
        async with (
            hall.writer(amina, token=page_of(hall, amina)) as other,
            hall.writer(bruno, token=page_of(hall, bruno)) as one,
        ):
            await one.synced()
            await other.synced()
            await asyncio.to_thread(act, bruno, amina)
            with pytest.raises(Refusal):
                await one.until(lambda: False)
            assert one.close_code == 4205
            say(other.doc, "sans lui")
            await other.saved()
            assert "sans lui" not in said(one.doc)
        with pytest.raises(Refusal, match="revoked"):
            async with hall.writer(bruno, token=kept) as again:
                await again.synced()

    asyncio.run(play())


@pytest.mark.parametrize("act", [demote, remove, freeze, withdraw])
def test_a_pass_given_before_the_server_stopped_is_looked_up(document, amina, bruno, act):
    """What changed while nobody served, nobody was told."""
    kept, reading = api.token(document, bruno), api.token(document, amina, False)
    act(bruno, amina)

    async def come(url: str, token: str) -> str:
        origin = url.replace("ws://", "http://").removesuffix("/ws")
        async with CoWriter(url, str(document.pk), token, origin=origin) as one:
            await one.synced()
            return one.scope

    with served() as url:
        with pytest.raises(Refusal, match="revoked"):
            asyncio.run(come(url, kept))
        assert asyncio.run(come(url, reading)) == "readonly"


def test_a_pass_made_from_what_was_read_before_a_change_is_worth_nothing(hall, amina, bruno, client_for, monkeypatch):
    """A page that is being made while its reader is removed: it asked before, and hands out its pass after."""
    phone, before = client_for(bruno), api.token(hall.document, bruno)
    made: list[str] = []
    mint = tokens.mint

    def late(*about, **more):
        # On another connection it would be the same: the reader's seat was looked up already.
        remove(Member.objects.get(pk=bruno.pk), amina)
        while not rooms.rooms.rights.is_revoked(tokens.read(before)):
            time.sleep(0.01)
        made.append(mint(*about, **more))
        return made[0]

    monkeypatch.setattr(tokens, "mint", late)
    assert phone.get(f"documents/{hall.document.pk}/token").status_code == 200

    async def come() -> None:
        async with hall.writer(bruno, token=made[0]) as one:
            await one.synced()

    with pytest.raises(Refusal, match="revoked"):
        asyncio.run(come())
