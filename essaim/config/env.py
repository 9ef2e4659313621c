"""What a host may choose: the environment variables, each with its meaning and its error (see docs/operate.md)."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from essaim.base import ids

VARIABLES = {
    "ESSAIM_DATA": "folder that holds the database, the files and the secret (default: ./data)",
    "ESSAIM_URL": "public address, https://essaim.example.org: decides hosts, links and secure cookies",
    "ESSAIM_SECRET": "signing secret; default: made once and kept in the data folder",
    "DATABASE_URL": "postgresql://user:password@host:port/name, or sqlite:///path (default: SQLite in the data folder)",
    "REDIS_URL": "redis://host:port or unix:///path (Redis, Valkey): several processes serve together, on PostgreSQL",
    "EMAIL_URL": "smtp://user:password@host:port, smtps:// or smtp+tls://; empty: letters go to the console",
    "EMAIL_FROM": "sender of the letters",
    "ESSAIM_MAILBOX": "1 shows every letter on the page /courrier/ (demo and rehearsal only)",
}


IDLE_IN_CHANGE_MS = 5000


def read(name: str) -> str:
    assert name in VARIABLES, name
    return os.environ.get(name, "").strip()


def flag(name: str) -> bool:
    return read(name) == "1"


def data_dir() -> Path:
    folder = Path(read("ESSAIM_DATA") or "data").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept(path: Path, make: str) -> str:
    """The text of a small file, written with `make` the first time."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make)
    return path.read_text().strip()


def secret_key(data: Path) -> str:
    return read("ESSAIM_SECRET") or _kept(data / "secret", secrets.token_urlsafe(48))


def origin(data: Path) -> str:
    """The identity of this installation, which every row it writes carries."""
    return _kept(data / "origin", str(ids.uuid7()))


def public_url() -> str:
    url = read("ESSAIM_URL").rstrip("/")
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise ImproperlyConfigured(f"ESSAIM_URL={url!r}: an address that starts with http:// or https:// was expected.")
    return url


def hosts(url: str) -> list[str]:
    # Without a public address the laptop serves whoever reaches it in the hall, by whatever address it has there.
    return [urlsplit(url).hostname or "", "localhost", "127.0.0.1"] if url else ["*"]


# Whoever writes a page more than this takes the log back into the file, and everybody waits: `base.db.tidy` does it
# before, from time to time, while others write.
PAGES_OF_WAL = 16_000


def database(data: Path) -> dict[str, Any]:
    url = read("DATABASE_URL")
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if url else str(data / "essaim.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA secure_delete=ON; "
                f"PRAGMA wal_autocheckpoint={PAGES_OF_WAL}",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            # A process that falls asleep in the middle of a change lets the others go on.
            "OPTIONS": {"options": f"-c idle_in_transaction_session_timeout={IDLE_IN_CHANGE_MS}"},
        }
    raise ImproperlyConfigured(f"DATABASE_URL={url!r}: only sqlite:///path and postgresql://… are supported.")


def redis(engine: str) -> str:
    url = read("REDIS_URL")
    if url and urlsplit(url).scheme not in ("redis", "rediss", "unix"):
        raise ImproperlyConfigured(f"REDIS_URL={url!r}: redis://host:port, rediss://… or unix:///path was expected.")
    if url and not engine.endswith("postgresql"):
        raise ImproperlyConfigured("REDIS_URL is for several processes, which need one PostgreSQL: set DATABASE_URL.")
    return url


def installation(secret: str) -> str:
    """What tells this installation from another one on the same Redis."""
    return hashlib.sha256(b"installation" + secret.encode()).hexdigest()[:16]


def email() -> tuple[str, dict[str, Any]]:
    url = read("EMAIL_URL")
    if not url:
        return "django.core.mail.backends.console.EmailBackend", {}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ImproperlyConfigured(
            f"EMAIL_URL={url!r}: smtp://, smtps:// or smtp+tls://user:password@host:port was expected."
        )
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def sender() -> str:
    return read("EMAIL_FROM") or "Essaim <essaim@localhost>"


def release(base: Path) -> str:
    """A name that changes when a served file does, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(base.glob("*/static/**/*")):
        if path.is_file():
            digest.update(f"{path.relative_to(base)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
