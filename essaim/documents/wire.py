"""The server's end of a WebSocket, handed to co-writing as it is: what is told to all is encoded once, then written.

An ASGI `send` costs a task switch, a dict and a frame for each reader: with a thousand of them, most of the work.
uvicorn takes this class as its `ws` protocol; the application finds it among the extensions of its scope.
"""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.utils import apply_mask

EXTENSION = "essaim.wire"
# Between the two, a reader is one that does not read fast enough.
FULL_BYTES = 64 * 1024
EMPTY_BYTES = 8 * 1024

_BINARY = 0x82
_MASKED = 0x80


def framed(message: bytes) -> bytes:
    """The bytes of one binary message, as a server sends it."""
    size = len(message)
    if size < 126:
        return bytes((_BINARY, size)) + message
    if size < 65536:
        return bytes((_BINARY, 126)) + size.to_bytes(2, "big") + message
    return bytes((_BINARY, 127)) + size.to_bytes(8, "big") + message


class Wire(WebSocketsSansIOProtocol):
    """Everything runs on the loop and nothing waits. Before `hears` is set it is an ordinary ASGI WebSocket."""

    hears: Callable[[bytes | None], None] | None = None
    fills: Callable[[], None]
    drains: Callable[[], None]
    lost: Callable[[], None]
    _rest = bytearray()
    # The size of the frame that begins in it, once known.
    _wanted = 0

    def take(
        self,
        hears: Callable[[bytes | None], None],
        fills: Callable[[], None],
        drains: Callable[[], None],
        lost: Callable[[], None],
    ) -> None:
        """Have messages told to `hears` (None: one that is no bytes), whether the reader keeps up, and its going."""
        self.hears, self.fills, self.drains, self.lost = hears, fills, drains, lost
        self._rest = bytearray()
        self.transport.set_write_buffer_limits(high=FULL_BYTES, low=EMPTY_BYTES)

    @property
    def waiting_bytes(self) -> int:
        return 0 if self.transport.is_closing() else self.transport.get_write_buffer_size()

    @property
    def write(self) -> Callable[[bytes], None]:
        """The transport's own, with nothing between: one call more a reader is felt. Not once it is `lost`."""
        return self.transport.write

    def hold(self) -> None:
        """Read nothing more for now."""
        if not self.transport.is_closing():
            self.transport.pause_reading()

    def go_on(self) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def shut(self, code: int, reason: str) -> None:
        """Say why, then close: at once when the reader says so too, else within ten seconds, read or not."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)

    def drop(self) -> None:
        """Close without a word: nobody is there to read it."""
        self.transport.abort()

    # What uvicorn calls

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][EXTENSION] = self  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.hears is not None:
            self.lost()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.hears is not None:
            self.fills()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.hears is not None:
            self.drains()

    def data_received(self, data: bytes) -> None:
        if self.hears is None:
            super().data_received(data)
            return
        if self._rest:
            self._rest += data
            if len(self._rest) < self._wanted:
                return
            data = bytes(self._rest)
            self._rest.clear()
        self._wanted = 0
        at, end = 0, len(data)
        while end - at >= 6:
            first, second = data[at], data[at + 1]
            size, start = second & 127, at + 6
            if size > 125:
                wide = 2 if size == 126 else 8
                size, start = int.from_bytes(data[at + 2 : at + 2 + wide], "big"), start + wide
            if end < start or (end - start < size <= (self.config.ws_max_size or size)):
                self._wanted = start + size - at
                break
            if first == _BINARY and second & _MASKED and start + size <= end and not self.frames:
                at = start + size
                if not self.close_sent:
                    self.hears(apply_mask(data[start:at], data[start - 4 : start]))
            else:
                # Anything but a whole binary message: pieces, text, pings, the end, or nonsense.
                until = min(start + size, end)
                super().data_received(data[at:until])
                at = until
            if self.transport.is_closing():
                return
        if at < end:
            self._rest += data[at:]

    def send_receive_event_to_app(self) -> None:
        if self.hears is None:
            super().send_receive_event_to_app()
            return
        message, self.frames = b"".join(self.frames), []
        if not self.close_sent:
            self.hears(message if self.curr_msg_data_type == "bytes" else None)
