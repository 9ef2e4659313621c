"""A mail server of our own: it really speaks SMTP, keeps what it is given, refuses whom it is told, may be away."""

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

NAME, SECRET = "essaim", "mot de passe/@:"


class _Keeper:
    def __init__(self, server: "MailServer") -> None:
        self._server = server

    async def handle_RCPT(
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self._server.refused:
            return "550 inconnu ici"
        envelope.rcpt_tos.append(address)
        return "250 bien"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:
        read = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)  # type: ignore[arg-type]
        assert isinstance(read, EmailMessage)
        self._server.letters.append(read)
        self._server.on_letter(len(self._server.letters))
        return "250 gardé"


class MailServer:
    """`url` is what EMAIL_URL takes; `letters` what came, in order; `on_letter` comes before each is acknowledged."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.on_letter: Callable[[int], None] = lambda _n: None
        self.port = _free_port()
        self.arrive()

    def arrive(self) -> None:
        self._controller = Controller(
            _Keeper(self), hostname="127.0.0.1", port=self.port, auth_required=True, auth_require_tls=False,
            authenticator=_known,
        )  # fmt: skip
        self._controller.start()

    def leave(self) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://{NAME}:mot%20de%20passe%2F%40%3A@127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


def _known(_server: Any, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    is_ours = isinstance(given, LoginPassword) and (given.login, given.password) == (NAME.encode(), SECRET.encode())
    return AuthResult(success=is_ours, handled=False)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.leave()
