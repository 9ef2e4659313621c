"""Whatever happens to the network and to the server, all copies end the same, and nothing acknowledged is lost."""

import random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from essaim.documents import protocol, storage
from essaim.documents.link import Link
from essaim.documents.models import Document
from essaim.documents.presence import encoded
from essaim.documents.protocol import Kind, Step
from essaim.documents.room import Room
from essaim.documents.tab import Tab
from essaim.documents.tests.conftest import make_member, make_space
from essaim.documents.tokens import Pass
from essaim.documents.updates import read_state_vector


class Pipe:
    """What the server writes, frame by frame; nothing is read before the test says so."""

    waiting_bytes = 0

    def __init__(self) -> None:
        self.frames: list[bytes] = []

    def write(self, frames: bytes) -> None:
        while frames:
            size, head = frames[1], 2
            if size > 125:
                head = 4 if size == 126 else 10
                size = int.from_bytes(frames[2:head], "big")
            self.frames.append(frames[head : head + size])
            frames = frames[head + size :]

    def hold(self) -> None: ...
    def go_on(self) -> None: ...
    def shut(self, code: int, reason: str) -> None: ...
    def drop(self) -> None: ...


class Server:
    def __init__(self, document) -> None:
        self.document = document
        self.start()

    def start(self) -> None:
        """Also what a crash leaves: only what the database has."""
        replica, authors = storage.load(self.document)
        self.room = Room(self.document, replica, authors, lambda room: None, lambda wait, act: None)

    def save(self) -> None:
        if offers := self.room.take_offers():
            self.room.saved(offers, storage.append([self.room.entry(offers)])[0])


class Writer:
    def __init__(self, server: Server, member, number: int) -> None:
        self.server, self.member = server, member
        self.doc = Doc(client_id=2**30 + number)
        self.text = self.doc.get("text", type=Text)
        self.acknowledged = 0
        self.in_order = True
        self.applying = False
        self.written: list[bytes] = []
        self.watch = self.doc.observe(self._wrote)
        self.connect()

    def connect(self) -> None:
        self.pipe = Pipe()
        self.link = Link(self.pipe)
        seat = Pass(self.server.document, self.member.space_id, self.member.pk, "Amina", True, 0, 0)
        self.tab = Tab(self.link, str(self.server.document), seat, self.server.room)
        self.server.room.join(self.tab)
        self.server.room.cursors.hear(self.tab, encoded({self.doc.client_id: (random.getrandbits(30), "{}")}))
        self.outbox: list[tuple[Step, bytes, int]] = [(Step.ASK, self.doc.get_state(), 0)]
        self.awaited: list[int] = []

    def cut(self) -> None:
        self.server.room.leave(self.tab)
        self.connect()

    def clock(self) -> int:
        return read_state_vector(self.doc.get_state()).get(self.doc.client_id, 0)

    def type(self, at: int, letters: str) -> None:
        self.text.insert(at % (len(str(self.text)) + 1), letters)
        self._say()

    def delete(self, at: int) -> None:
        if length := len(str(self.text)):
            del self.text[at % length : at % length + 1]
            self._say()

    def _wrote(self, event) -> None:
        if not self.applying:
            self.written.append(event.update)

    def _say(self) -> None:
        self.outbox += [(Step.UPDATE, update, self.clock()) for update in self.written]
        self.written.clear()

    def send(self, number: int) -> None:
        """The server hears the next frames."""
        for step, payload, clock in self.outbox[:number]:
            if step is Step.ASK:
                self.server.room.ask(self.tab, payload)
            else:
                self.awaited.append(clock)
                self.server.room.offer(self.tab, payload, step)
        del self.outbox[:number]

    def twice(self) -> None:
        self.outbox += self.outbox[-1:]

    def swap(self) -> None:
        if len(self.outbox) > 1 and self.outbox[-2][0] is Step.UPDATE:
            self.outbox[-1], self.outbox[-2] = self.outbox[-2], self.outbox[-1]
            self.in_order = False

    def read(self, number: int) -> None:
        for data in self.pipe.frames[:number]:
            frame = protocol.read(data)
            if frame.kind is Kind.SYNC_STATUS:
                clock = self.awaited.pop(0)
                assert frame.body.uint() == 1
                self.acknowledged = max(self.acknowledged, clock)
            elif frame.kind is Kind.SYNC:
                self._sync(*protocol.read_sync(frame.body))
        del self.pipe.frames[:number]

    def _sync(self, step: Step, payload: bytes) -> None:
        if step is Step.ASK:
            self.outbox.append((Step.ANSWER, self.doc.get_update(payload), self.clock()))
            return
        self.applying = True
        self.doc.apply_update(payload)
        self.applying = False


def act(server: Server, writers: list[Writer], what: str, who: int, number: int) -> None:
    writer = writers[who]
    match what:
        case "type":
            writer.type(number, "abcdefg"[number % 7] * (1 + number % 3))
        case "delete":
            writer.delete(number)
        case "send":
            writer.send(1 + number % 6)
        case "read":
            writer.read(1 + number % 6)
        case "twice":
            writer.twice()
        case "swap":
            writer.swap()
        case "cut":
            writer.cut()
        case "slow":
            writer.link.drained() if writer.link.is_slow else writer.link.filled()
        case "save":
            server.save()
        case "crash":
            server.start()
            kept = server.room.replica.clocks()
            for one in writers:
                # Out of order, words may wait for those before them.
                assert not one.in_order or kept.get(one.doc.client_id, 0) >= one.acknowledged
                one.connect()


USUAL = ["type", "type", "type", "delete", "send", "send", "read", "read", "save", "save"]
ACTS = st.lists(
    st.tuples(
        st.sampled_from([*USUAL, "twice", "swap", "cut", "slow", "crash"]), st.integers(0, 2), st.integers(0, 40)
    ),
    max_size=60,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_all_copies_end_the_same_whatever_happens(acts):
    space = make_space(uuid4().hex)
    document = Document.objects.create(space=space, kind="page", title="Essai")
    server = Server(document.pk)
    writers = [Writer(server, make_member(space, name), n) for n, name in enumerate(["Amina", "Bruno", "Chloé"])]
    for what, who, number in acts:
        act(server, writers, what, who, number)

    for writer in writers:
        if writer.link.is_slow:
            writer.link.drained()
        # Words that came out of order wait for those before them, which the browser says again when it comes back.
        writer.cut()
    while any(writer.outbox or writer.pipe.frames for writer in writers) or server.room.has_offers():
        for writer in writers:
            writer.send(100)
        server.save()
        for writer in writers:
            writer.read(100)

    server.start()
    kept = server.room.replica
    whole = str(kept.doc.get("text", type=Text))
    assert [str(writer.text) for writer in writers] == [whole] * 3
    assert not [writer.awaited for writer in writers if writer.awaited]
    for writer in writers:
        assert kept.clocks().get(writer.doc.client_id, 0) >= writer.acknowledged


@pytest.mark.django_db
def test_a_long_log_shortened_while_people_write_says_the_same():
    space = make_space(uuid4().hex)
    document = Document.objects.create(space=space, kind="page", title="Essai")
    server = Server(document.pk)
    writers = [Writer(server, make_member(space, name), n) for n, name in enumerate(["Amina", "Bruno"])]
    for number in range(200):
        for writer in writers:
            writer.type(number * 7, "mot ")
            if number % 3 == 0:
                writer.delete(number)
            writer.send(9)
        server.save()
        for writer in writers:
            writer.read(9)
        if number % 50 == 49:
            held = server.room.replica
            ids = held.replaceable()
            held.replaced(ids, storage.keep_whole(document.pk, held.whole(), held.nested))
            for some in storage.slices(ids):
                storage.forget(document.pk, some)
    server.save()
    assert document.updates.count() < 60
    assert storage.load(document.pk)[0].whole() and str(writers[0].text) == str(writers[1].text)
    copy = storage.load(document.pk)[0].doc
    assert str(copy.get("text", type=Text)) == str(writers[0].text)
