"""pycrdt-websocket with its SQLite store, as its documentation shows: pycrdt_server.py PORT FOLDER"""

import sys
from contextlib import asynccontextmanager

import uvicorn
from pycrdt.store import SQLiteYStore
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom

PORT, FOLDER = int(sys.argv[1]), sys.argv[2]


class Store(SQLiteYStore):
    db_path = f"{FOLDER}/pycrdt.sqlite"


class Server(WebsocketServer):
    async def get_room(self, name: str) -> YRoom:
        if name not in self.rooms:
            self.rooms[name] = YRoom(ready=self.rooms_ready, ystore=Store(name))
        room = self.rooms[name]
        await self.start_room(room)
        return room


server = Server()
websockets = ASGIServer(server)


@asynccontextmanager
async def running():
    async with server:
        yield


life = None


async def application(scope, receive, send):
    global life
    if scope["type"] != "lifespan":
        await websockets(scope, receive, send)
        return
    await receive()
    life = running()
    await life.__aenter__()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await life.__aexit__(None, None, None)
    await send({"type": "lifespan.shutdown.complete"})


uvicorn.run(application, port=PORT, log_level="error", ws="websockets-sansio", ws_per_message_deflate=False)
