"""A mail server of one's own, that really speaks SMTP, keeps what it is given, and can be away."""

import base64
import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

NAME, SECRET = "essaim", "mot de passe/@:"


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        known = False
        self._say("220 ici")
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self._say("221 à bientôt")
                return
            if verb == "EHLO":
                self._say("250-ici\r\n250-8BITMIME\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                known = base64.b64decode(words.split(" ")[2]).decode().split("\0")[1:] == [NAME, SECRET]
                self._say("235 bienvenue" if known else "535 inconnu")
            elif verb in ("MAIL", "RCPT", "RSET"):
                self._say("250 bien" if known else "530 qui êtes-vous ?")
            elif verb == "DATA":
                self._say("354 dites, puis un point seul")
                self._keep()
                self._say("250 gardé")
            else:
                self._say("502 inconnu ici")

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        read = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        self.server.letters.append(read)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    letters: list[EmailMessage]


class MailServer:
    """`url` is what EMAIL_URL takes; `letters` what came, in order."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = 0
        self.arrive()

    def arrive(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Session)
        self._server.letters = self.letters
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def leave(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"smtp://{NAME}:mot%20de%20passe%2F%40%3A@127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.leave()
