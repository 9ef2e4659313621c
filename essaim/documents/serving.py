"""Co-writing as the server starts and stops it."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from essaim.documents.changes import Listener
from essaim.documents.relay import Relay
from essaim.documents.rooms import rooms
from essaim.documents.socket import Socket
from essaim.live.bus import bus

relay = Relay(rooms, bus)
socket = Socket(rooms, relay)


def start(loop: asyncio.AbstractEventLoop, listeners: Mapping[str, Listener] = MappingProxyType({})) -> None:
    """After the bus."""
    rooms.start(loop, listeners)
    relay.start(loop)


async def stop() -> None:
    relay.stop()
    await rooms.stop()
