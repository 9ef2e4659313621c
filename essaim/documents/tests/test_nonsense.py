"""Bytes no honest browser sends: they are refused, and nobody else notices."""

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from essaim.documents import protocol
from essaim.documents.presence import Presence
from essaim.documents.protocol import Kind, Malformed, Step, uint
from essaim.documents.tests.test_writing_together import said, say
from essaim.documents.updates import contents_of, read_state_vector

ROOT = Path(__file__).resolve().parents[3]
VALUE = uint(1) + uint(1) + uint(5) + uint(0) + bytes([8]) + uint(1) + uint(1) + b"a" + uint(1)
DEEP_VALUE = VALUE + b"\x75\x01" * 100_000 + b"\x7e" + uint(0)


def nested_elements(number: int) -> bytes:
    """One update that puts `number` elements inside one another."""
    structs = [bytes([7]) + uint(1) + uint(4) + b"body" + uint(3) + uint(1) + b"p"]
    structs += [bytes([7]) + uint(0) + uint(5) + uint(i) + uint(3) + uint(1) + b"p" for i in range(number - 1)]
    return uint(1) + uint(number) + uint(5) + uint(0) + b"".join(structs) + uint(0)


def honest_updates() -> list[bytes]:
    doc, updates = Doc(), []
    watch = doc.observe(lambda event: updates.append(event.update))
    body = doc.get("body", type=XmlFragment)
    body.children.append(XmlElement("heading", {"level": 2}, [XmlText("Élan 🙂")]))
    text = body.children[0].children[0]
    text.insert(0, "gras", {"bold": {}, "link": {"href": "https://example.org"}})
    del text[1:3]
    doc.get("title", type=Text).insert(0, "x")
    assert watch
    return [*updates, doc.get_update()]


def test_what_honest_browsers_send_is_read_whole():
    doc = Doc()
    for update in honest_updates():
        contents = contents_of(update)
        doc.apply_update(update)
    assert contents.written == read_state_vector(doc.get_state())


@given(st.binary(max_size=60))
def test_random_bytes_are_read_or_refused(data):
    for read in (contents_of, read_state_vector, protocol.read):
        try:
            read(data)
        except Malformed:
            pass


@settings(max_examples=300)
@given(st.sampled_from(honest_updates()), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=4))
def test_an_update_that_passes_never_breaks_the_library(update, changes):
    """Whatever passes our walk is taken by the library, or refused with an error of its own: no panic, no crash."""
    data = bytearray(update)
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        contents_of(bytes(data))
    except Malformed:
        return
    try:
        doc = Doc()
        doc.apply_update(bytes(data))
        doc.get_update()
    except ValueError:
        pass


def test_values_nested_too_deep_are_refused_before_the_library():
    with pytest.raises(Malformed, match="deep"):
        contents_of(DEEP_VALUE)
    assert contents_of(nested_elements(500)).nested == 499


def test_the_library_still_falls_where_we_say_it_does():
    """When this fails, the library was made safe: `updates.py` may become shorter."""
    script = """
        import sys
        from pycrdt import Doc
        Doc().apply_update(sys.stdin.buffer.read())
    """
    fallen = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], input=DEEP_VALUE, capture_output=True)
    assert fallen.returncode < 0


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\xff" * 30,
        b"\x05abc",
        protocol.frame("{document}", Kind.SYNC, b"\x09\x00"),
        protocol.frame("{document}", Kind.AWARENESS, protocol.blob(b"\x01\x05\x01\x04nope")),
        protocol.frame("{document}", Kind.AWARENESS, protocol.blob(b"\x01\x05\x01\x02[]")),
        protocol.sync("{document}", Step.ASK, b"\xff\xff\xff"),
        protocol.string("{document}") + b"\x63",
    ],
)
def test_nonsense_closes_its_own_socket_only(hall, amina, bruno, frame):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            name = str(hall.document.pk).encode()
            await two.send_raw(frame.replace(b"\x0a{document}", bytes([len(name)]) + name))
            await two.until(lambda: two.close_code == 4400)
            say(one.doc, "toujours là")
            await one.saved()
            assert one.connections == 1

    asyncio.run(play())


@pytest.mark.parametrize(
    "update", [DEEP_VALUE, nested_elements(30_000), b"\x01\x01\x05", b"\x00\x00\x00", b"\xff" * 12]
)
def test_an_update_that_is_nonsense_is_refused_and_the_others_write_on(hall, amina, bruno, update):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            await two.send_raw(protocol.sync(two.document, Step.UPDATE, update))
            await two.until(lambda: two.refused == 1)
            say(one.doc, "toujours là")
            await two.until(lambda: "toujours là" in said(two.doc))
            await one.saved()

    asyncio.run(play())


def test_a_cursor_says_little_and_only_of_oneself():
    presence, one, two = Presence(), object(), object()
    amina, bruno = uuid4(), uuid4()
    presence.hear(one, amina, "Amina", b"\x01\x05\x01" + protocol.string('{"cursor": 1}'))
    presence.hear(two, bruno, "Bruno", b"\x01\x05\x02" + protocol.string('{"cursor": 2}'))
    presence.hear(two, bruno, "Bruno", b"\x01\x05\x03" + protocol.string("null"))
    assert presence.owner(5) == amina
    assert b'"cursor":1' in presence.everyone() and b'"name":"Amina"' in presence.everyone()
    with pytest.raises(Malformed):
        presence.hear(two, bruno, "Bruno", b"\x01\x06\x01" + protocol.string('{"x": "' + "y" * 3000 + '"}'))
