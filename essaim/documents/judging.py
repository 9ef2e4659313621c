"""Whether an update of a browser may be saved, and what it teaches of who writes."""

import logging
from dataclasses import dataclass, field

from essaim.documents import protocol
from essaim.documents.authors import Authors, Claim, NotYours
from essaim.documents.protocol import Malformed, Step
from essaim.documents.replica import Replica
from essaim.documents.tab import Tab
from essaim.documents.updates import Clocks, Contents, contents_of, keystroke

log = logging.getLogger("essaim.documents")

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
# The library walks types inside types by recursion, and falls at about 40 000 of them.
MAX_NESTED = 20_000
TOO_MUCH = "the document is full"
# What the editor is told, beside the protocol, when the text has no room for more words.
FULL = '{"saving":"full"}'


@dataclass(slots=True)
class Offer:
    """An update that waits for its commit; without `update`, an answer that waits for those before it.

    `needs`: how far the document must know each client to hold it; nothing when that is sure.
    """

    tab: Tab
    update: bytes | None
    saved: bool = True
    nested: int = 0
    claims: frozenset[Claim] = frozenset()
    needs: Clocks = field(default_factory=dict)


_NO_NEEDS: Clocks = {}
_NO_CLAIMS: frozenset[Claim] = frozenset()


class Judge:
    """Of one open document."""

    def __init__(self, replica: Replica, authors: Authors) -> None:
        self._replica, self._authors = replica, authors
        # Up to where each client's words were accepted and surely find what they stand beside.
        self._settled: Clocks = {}

    def of(self, tab: Tab, update: bytes, step: Step) -> Offer:
        """What is to be saved of an update, and answered."""
        return self._keystroke(tab, update) or self._read(tab, update, step)

    def forget(self) -> None:
        """What was accepted may not have been kept."""
        self._settled.clear()

    def _keystroke(self, tab: Tab, update: bytes) -> Offer | None:
        """The common case, at a tenth of the cost: some text of one's own, right after what one said before."""
        stroke = keystroke(update)
        if (
            stroke is None
            or not tab.seat.writer
            or not self._authors.owns(tab.seat.member, stroke.client)
            or stroke.start != self._sure_of(stroke.client)
            or self._replica.size + len(update) > MAX_DOCUMENT_BYTES
        ):
            return None
        for client, clock in stroke.beside:
            if clock >= self._sure_of(client):
                return None
        self._settled[stroke.client] = stroke.end
        return Offer(tab, update, True, 0, _NO_CLAIMS, _NO_NEEDS)

    def _sure_of(self, client: int) -> int:
        return self._settled.get(client) or self._replica.at_least(client)

    def _read(self, tab: Tab, update: bytes, step: Step) -> Offer:
        try:
            contents = contents_of(update)
            # A hand that deletes says no new word; only who comes back may say again what was deleted.
            if (contents.written or step is Step.ANSWER) and self._replica.says_nothing_new(contents):
                # A browser that comes back says again what it knows; that is not writing.
                return Offer(tab, None)
            refusal = self._refusal(tab, update, contents)
            known = self._replica.clocks()
            # Words that are here already are not taken for one's own afterwards.
            claims = (
                set()
                if refusal
                else self._authors.claims(contents.beyond(known), tab.seat.member, tab.earlier.difference(known))
            )
        except Malformed as error:
            refusal = str(error)
        except NotYours:
            refusal = "a client that is someone else's"
        if refusal:
            log.info("document %s: an update of member %s refused: %s", tab.seat.document, tab.seat.member, refusal)
            if refusal is TOO_MUCH:
                tab.link.put(protocol.stateless(tab.address, FULL))
            return Offer(tab, None, saved=False)
        for client in contents.written:
            self._settled.pop(client, None)
        return Offer(tab, update, True, contents.nested, frozenset(claims), contents.needs)

    def _refusal(self, tab: Tab, update: bytes, contents: Contents) -> str:
        if not tab.seat.writer:
            return "a reader does not write"
        if self._replica.size + len(update) > MAX_DOCUMENT_BYTES:
            return TOO_MUCH
        if self._replica.nested + contents.nested > MAX_NESTED:
            # Counted one by one; what was collected since does not count any more.
            self._replica.nested = contents_of(self._replica.whole()).nested
            if self._replica.nested + contents.nested > MAX_NESTED:
                return TOO_MUCH
        return ""
