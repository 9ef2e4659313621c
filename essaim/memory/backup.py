"""All of an installation in one file, taken while it runs, and put back elsewhere.

The file is a zip: `manifest.json`, one `rows/<table>.jsonl` a table, the group's files, the signing secret. Rows are
written as data, not as a database's own file: what was erased is not in it, ballots and marks come out in an order that
says nothing, and SQLite's rows can be put back in PostgreSQL.
"""

import json
import os
import random
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps as current
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.encoding import is_protected_type

import essaim
from essaim.base import clock
from essaim.search.index import refill
from essaim.spaces.models.box import BallotRow, CastRow

FORMAT = 1
BATCH = 500
Model = type[Any]


class CannotSave(Exception):
    """Why a backup cannot be taken or put back, and what to do."""


@dataclass(frozen=True)
class Saved:
    rows: int
    files: int


# --- taking one --------------------------------------------------------------------------------------------------


def backup(path: Path) -> Saved:
    """Write everything to `path`, which appears only once it is whole. The server may be running."""
    if path.exists():
        raise CannotSave(f"{path} existe déjà : choisissez un autre nom. ({path} exists: choose another name.)")
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as into:
                saved = _write(into)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return saved


def _write(into: zipfile.ZipFile) -> Saved:
    loader = MigrationLoader(connection)
    applied = sorted(loader.applied_migrations)
    if not applied:
        raise CannotSave("Il n’y a rien à sauver ici. (There is nothing to save here.)")
    tables: dict[str, dict[str, Any]] = {}
    with _one_moment():
        for model in _models(loader, applied):
            label = model._meta.label_lower
            fields = model._meta.local_concrete_fields
            n = _write_rows(into, model, label)
            tables[label] = {"fields": [field.attname for field in fields], "rows": n}
    # Files come after the rows that name them: a file is on the disk before its row.
    files = _write_files(into)
    secret = settings.DATA_DIR / "secret"
    if secret.exists():
        into.writestr("secret", secret.read_bytes())
    told = {
        "essaim": FORMAT, "release": essaim.__version__, "at": clock.now().isoformat(timespec="seconds"),
        "migrations": applied, "tables": tables, "files": files,
    }  # fmt: skip
    into.writestr("manifest.json", json.dumps(told, indent=1))
    return Saved(sum(table["rows"] for table in tables.values()), len(files))


@contextmanager
def _one_moment() -> Iterator[None]:
    """All is read as it was at one moment. Readers hold back no writer."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _models(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[Model]:
    """The tables as these migrations left them, whatever the code has become since."""
    state = loader.project_state(_leaves(loader, applied))
    found = state.apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _leaves(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    done = {tuple(one) for one in applied}
    if unknown := sorted(one for one in done if one not in loader.graph.nodes):
        raise CannotSave(
            f"Ces données viennent d’une version plus récente d’Essaim ({'.'.join(unknown[0])}) : mettez Essaim à jour "
            "d’abord. (This data comes from a later Essaim: update it first.)"
        )
    children = {one: {child.key for child in loader.graph.node_map[one].children} for one in done}
    return [one for one in sorted(done) if not any(child in done and child[0] == one[0] for child in children[one])]


def _write_rows(into: zipfile.ZipFile, model: Model, label: str) -> int:
    rows: Iterable[Any] = models.QuerySet(model).order_by("pk").iterator(chunk_size=BATCH)
    if label in _anonymous_tables():
        rows = list(rows)
        random.SystemRandom().shuffle(rows)
    n = 0
    with into.open(f"rows/{label}.jsonl", "w") as out:
        for row in rows:
            cells = [_cell(field, row) for field in model._meta.local_concrete_fields]
            out.write(json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            n += 1
    return n


def _anonymous_tables() -> set[str]:
    return {model._meta.label_lower for model in current.get_models() if issubclass(model, BallotRow | CastRow)}


def _cell(field: Any, row: models.Model) -> Any:
    value = field.value_from_object(row)
    is_plain = value is None or (is_protected_type(value) and isinstance(value, bool | int | float))
    return value if is_plain else field.value_to_string(row)


def _write_files(into: zipfile.ZipFile) -> dict[str, int]:
    files: dict[str, int] = {}
    for path in sorted(settings.MEDIA_DIR.rglob("*")) if settings.MEDIA_DIR.exists() else []:
        if not path.is_file() or path.suffix == ".part":
            continue
        name = path.relative_to(settings.MEDIA_DIR).as_posix()
        try:
            size = path.stat().st_size
            into.write(path, f"files/{name}", zipfile.ZIP_STORED)
        except FileNotFoundError:  # taken away since it was listed
            continue
        files[name] = size
    return files


# --- putting it back ---------------------------------------------------------------------------------------------


def restore(path: Path) -> Saved:
    """Put `path` in this installation, which must hold nothing yet, and bring it to this release. All, or nothing."""
    try:
        with zipfile.ZipFile(path) as taken:
            if broken := taken.testzip():
                raise CannotSave(f"{path} est abîmé ({broken}). (The file is damaged.)")
            return _read(taken, _manifest(taken, path))
    except FileNotFoundError:
        raise CannotSave(f"{path} n’existe pas. (There is no such file.)") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        # What the library says of damage depends on where it is: RuntimeError is for a flag it cannot follow.
        raise CannotSave(f"{path} n’est pas une sauvegarde entière : {error}. (Not a whole backup.)") from None


def _manifest(taken: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(taken.read("manifest.json"))
    except (KeyError, ValueError):
        told = {}
    if told.get("essaim") != FORMAT:
        raise CannotSave(f"{path} n’est pas une sauvegarde d’Essaim. (Not a backup of Essaim.)")
    return told


def _read(taken: zipfile.ZipFile, told: dict[str, Any]) -> Saved:
    _refuse_if_lived_in()
    executor = MigrationExecutor(connection)
    applied = [(app, name) for app, name in told["migrations"]]
    executor.migrate(_leaves(executor.loader, applied))
    files = _read_files(taken, told["files"])
    try:
        with transaction.atomic():
            for model in _models(executor.loader, applied):
                _read_rows(taken, model, told["tables"][model._meta.label_lower])
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
    _count_on()
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        refill()
    if "secret" in taken.namelist():
        (settings.DATA_DIR / "secret").write_bytes(taken.read("secret"))
    return Saved(sum(table["rows"] for table in told["tables"].values()), len(files))


def _refuse_if_lived_in() -> None:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in {"people_team", "people_person"} & tables:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                raise CannotSave(
                    "Cette installation sert déjà : on ne restaure que dans un dossier de données neuf (--data) ou une "
                    "base vide. (This installation is in use: restore into a new data folder or an empty database.)"
                )


def _read_rows(taken: zipfile.ZipFile, model: Model, told: dict[str, Any]) -> None:
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    kept = [fields[name] for name in told["fields"]]
    rows: list[Any] = []
    n = 0
    with taken.open(f"rows/{model._meta.label_lower}.jsonl") as lines:
        for line in lines:
            cells = json.loads(line)
            rows.append(model(**{f.attname: f.to_python(cell) for f, cell in zip(kept, cells, strict=True)}))
            n += 1
            if len(rows) == BATCH:
                models.QuerySet(model).bulk_create(rows)
                rows = []
        models.QuerySet(model).bulk_create(rows)
    if n != told["rows"]:
        raise CannotSave(
            f"Il manque des lignes à {model._meta.label_lower} : {n} sur {told['rows']}. (Rows are missing.)"
        )


def _read_files(taken: zipfile.ZipFile, names: Iterable[str]) -> list[Path]:
    made: list[Path] = []
    for name in names:
        pieces = PurePosixPath(name)
        if pieces.is_absolute() or ".." in pieces.parts:
            raise CannotSave(f"Un nom de fichier sort de son dossier : {name}. (A file name leaves its folder.)")
        path = settings.MEDIA_DIR / pieces
        path.parent.mkdir(parents=True, exist_ok=True)
        with taken.open(f"files/{name}") as content, path.open("wb") as file:
            shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())
        made.append(path)
    return made


def _count_on() -> None:
    """Numbers that a database gives itself go on after those that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), current.get_models(include_auto_created=True)):
            cursor.execute(statement)
