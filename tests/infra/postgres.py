"""A PostgreSQL of one's own, from Debian's packages: a free port, a temporary folder, gone afterwards.

python -m tests.infra.postgres <command…> runs a command with DATABASE_URL naming it.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = {  # nothing here outlives the run: durability is traded for speed
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "80",
    "listen_addresses": "127.0.0.1",
}


def binaries() -> Path | None:
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = packaged[-1] if packaged else Path(on_path).resolve() if on_path else None
    return found.parent if found else None


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("This machine has no user 'postgres' or 'nobody' to run PostgreSQL as.")


@contextmanager
def throwaway() -> Iterator[str]:
    """Yields the DATABASE_URL of a fresh server."""
    found = binaries()
    if found is None:
        raise RuntimeError("PostgreSQL is not installed. Where you may: apt install postgresql")
    user = unprivileged()
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="essaim-postgres-"))
    password, port = secrets.token_urlsafe(18), free_port()
    (folder / "password").write_text(password)
    if user:
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
    server = None
    try:
        command = [found / "initdb", "-D", folder / "data", "-U", "essaim", "-A", "scram-sha-256", "--no-sync"]
        command += ["--pwfile", folder / "password", "-E", "UTF8", "--locale", "C.UTF-8"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **as_user)
        if done.returncode:
            raise RuntimeError(f"initdb: {done.stderr.strip()}")
        command = [found / "postgres", "-D", folder / "data", "-p", str(port), "-k", str(folder)]
        for name, value in QUICK.items():
            command += ["-c", f"{name}={value}"]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **as_user)
        address = f"postgresql://essaim@127.0.0.1:{port}/postgres"
        check = [found / "psql", "-qtAc", "create database essaim", address]
        known = {**os.environ, "PGPASSWORD": password}
        patience = time.monotonic() + 20
        while subprocess.run(check, capture_output=True, env=known, check=False).returncode:
            if server.poll() is not None or time.monotonic() > patience:
                raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
            time.sleep(0.05)
        yield f"postgresql://essaim:{password}@127.0.0.1:{port}/essaim"
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # fast shutdown: closes the connections left open
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
