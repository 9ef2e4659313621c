"""A server killed in the middle of typing, again and again: what was acknowledged is there."""

import asyncio
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from essaim.documents.client import CoWriter
from essaim.documents.tests.test_writing_together import said, say

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


class Lone:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder

    def start(self) -> None:
        command = [sys.executable, "-m", "essaim.documents.tests.lone_server", str(self.folder), str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.document, self.token = self.process.stdout.readline().split()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    async def fresh_token(self) -> str:
        return self.token

    def writer(self, **options) -> CoWriter:
        at = f"127.0.0.1:{self.port}"
        return CoWriter(f"ws://{at}/ws", self.document, self.fresh_token, origin=f"http://{at}", **options)


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path):
    lone = Lone(tmp_path)
    lone.start()
    acknowledged: list[int] = []

    async def type_and_be_cut() -> str:
        async with lone.writer() as one:
            await one.synced(20)
            number = 0
            for _ in range(2):
                for _ in range(150):
                    say(one.doc, f"n{number}.")
                    number += 1
                    await asyncio.sleep(0.002)
                    if not one.unsynced:
                        acknowledged.append(number)
                # On a busy machine no pause between two words may be long enough to be acknowledged: wait for one.
                await one.saved(20)
                acknowledged.append(number)
                say(one.doc, f"n{number}.")
                number += 1
                await asyncio.to_thread(lone.kill)
                say(one.doc, "entre-temps.")
                await asyncio.to_thread(lone.start)
                # A new reader, before the writer is back or after: what was acknowledged is already there.
                async with lone.writer() as reader:
                    await reader.synced(20)
                    text = said(reader.doc)
                    assert all(f">n{i}.<" in text for i in range(max(acknowledged)))
            await one.saved(20)
            return said(one.doc)

    try:
        mine = asyncio.run(type_and_be_cut())

        async def read() -> str:
            async with lone.writer() as reader:
                await reader.synced(20)
                return said(reader.doc)

        assert asyncio.run(read()) == mine
        assert mine.count("entre-temps") == 2 and mine.count("paragraph>") > 600
        assert acknowledged
    finally:
        lone.kill()
