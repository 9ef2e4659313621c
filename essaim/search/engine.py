"""The only place that names a database engine: how each keeps and asks for stems.

SQLite: an FTS5 table beside `search_entry`, row for row. PostgreSQL: a `tsvector` column with its GIN index.
"""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from django.db import connection, connections

SQLITE_SCHEMA = "CREATE VIRTUAL TABLE search_stems USING fts5(title, text, place, detail='column')"
POSTGRESQL_SCHEMA = (
    "ALTER TABLE search_entry ADD COLUMN stems tsvector;"
    "CREATE INDEX search_entry_stems ON search_entry USING gin (stems)"
)
TITLE_WEIGHS = 5.0
FEW = 500
"""How many places are weighed against each other."""
# In the FTS5 table, the word that stands in the place of what everyone may find.
OPEN = "everyone"


def create_index(alias: str) -> None:
    """For the migration."""
    with connections[alias].cursor() as cursor:
        cursor.execute(POSTGRESQL_SCHEMA if _is_postgresql(alias) else SQLITE_SCHEMA)


def drop_index(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        undo = "ALTER TABLE search_entry DROP COLUMN stems" if _is_postgresql(alias) else "DROP TABLE search_stems"
        cursor.execute(undo)


def write(entry_id: int, *, space: UUID, kind: str, title: str, text: str, for_team: bool = False) -> None:
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(
                "UPDATE search_entry SET stems = setweight(to_tsvector('simple', %s), 'A') || "
                "to_tsvector('simple', %s) WHERE id = %s",
                [title, text, entry_id],
            )
        else:
            cursor.execute("DELETE FROM search_stems WHERE rowid = %s", [entry_id])
            cursor.execute(
                "INSERT INTO search_stems(rowid, title, text, place) VALUES (%s, %s, %s, %s)",
                [entry_id, title, text, f"{_place(space, kind)}{'' if for_team else f' {OPEN}'}"],
            )


def forget(entry_id: int) -> None:
    """Before the entry itself is deleted."""
    if not _is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_stems WHERE rowid = %s", [entry_id])


def open_to_all(alias: str) -> None:
    """For the migration that tells what is the team's: until then, nothing was."""
    if not _is_postgresql(alias):
        with connections[alias].cursor() as cursor:
            cursor.execute(f"UPDATE search_stems SET place = place || ' {OPEN}'")


def ask(
    space: UUID, kind: str, whole: Sequence[str], begun: str, *, limit: int, start: int = 0, by_team: bool = True
) -> list[int]:
    """The entries that hold every stem of `whole` and one beginning like `begun`. All are bare letters.

    Best first. Of very many, those whose title says it, then the latest: words that are everywhere tell nothing of
    where to look, and weighing each place would take long. With `kind`, those of that kind only.
    """
    asked = _in_postgresql if _is_postgresql() else _in_sqlite
    ordered, latest = asked(space, kind, whole, begun, by_team)
    if len(latest(FEW + 1)) <= FEW:
        return ordered(limit, start)
    end = start + limit
    titled = latest(end, in_title=True)
    others = latest(end) if len(titled) < end else []
    return [*titled, *(one for one in others if one not in set(titled))][start:end]


class _Latest(Protocol):
    def __call__(self, limit: int, *, in_title: bool = False) -> list[int]: ...


_Found = tuple[Callable[[int, int], list[int]], _Latest]
"""What finds the best from a rank on; what finds the latest, wherever the words are or in the title."""


def _in_sqlite(space: UUID, kind: str, whole: Sequence[str], begun: str, by_team: bool) -> _Found:
    terms = " AND ".join([f'"{stem}"' for stem in whole] + ([f'"{begun}"*'] if begun else []))
    place = _place(space, kind) + ("" if by_team else f" {OPEN}")

    def match(columns: str) -> str:
        return f"place : ({place}) AND {columns} : ({terms})"

    def ordered(limit: int, start: int) -> list[int]:
        return _ids(
            "SELECT rowid FROM search_stems WHERE search_stems MATCH %s "
            "ORDER BY bm25(search_stems, %s, 1.0, 0.0), rowid DESC LIMIT %s OFFSET %s",
            [match("{title text}"), TITLE_WEIGHS, limit, start],
        )

    def latest(limit: int, *, in_title: bool = False) -> list[int]:
        return _ids(
            "SELECT rowid FROM search_stems WHERE search_stems MATCH %s ORDER BY rowid DESC LIMIT %s",
            [match("title" if in_title else "{title text}"), limit],
        )

    return ordered, latest


def _in_postgresql(space: UUID, kind: str, whole: Sequence[str], begun: str, by_team: bool) -> _Found:
    where = "FROM search_entry, to_tsquery('simple', %s) AS query WHERE space = %s AND %s IN (kind, '') "
    where += "AND stems @@ query AND (%s OR NOT for_team) "

    def said(weight: str) -> list[object]:
        terms = [f"'{stem}'{weight}" for stem in whole] + ([f"'{begun}'{weight or ':'}*"] if begun else [])
        return [" & ".join(terms), space, kind, by_team]

    def ordered(limit: int, start: int) -> list[int]:
        rank = "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', stems, query) DESC, id DESC LIMIT %s OFFSET %s"
        return _ids(f"SELECT id {where}{rank}", [*said(""), limit, start])

    def latest(limit: int, *, in_title: bool = False) -> list[int]:
        return _ids(f"SELECT id {where}ORDER BY id DESC LIMIT %s", [*said(":A" if in_title else ""), limit])

    return ordered, latest


def _ids(query: str, values: Sequence[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def _is_postgresql(alias: str = "default") -> bool:
    return bool(connections[alias].vendor == "postgresql")


def _place(space: UUID, kind: str) -> str:
    """Where an entry stands, in bare words for the FTS5 table."""
    # A kind of two words is two words there: joined, they would be a phrase, which this table does not know.
    return f"s{space.hex} k{kind.replace('_', ' ')}" if kind else f"s{space.hex}"
