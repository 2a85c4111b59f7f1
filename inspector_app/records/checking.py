"""Whether a database file can be used; reads only, so that a bad one stays as it was found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from inspector_app.records.database import BUSY_TIMEOUT_S, DatabaseError, MalformedError
from inspector_app.records.tables import Base

HEAD = "0003"
"""The newest migration; kept here so that a start with nothing to do need not load them all."""

MIGRATIONS = Path(__file__).parent / "migrations"

QUICK_CHECK_UP_TO_BYTES = 128 * 1024 * 1024
"""A larger file is checked in full by the self-test only, since that takes seconds."""


def check_database(database: Path, busy_timeout_s: float = BUSY_TIMEOUT_S, full: bool = False) -> str:
    """Proves that a database can be used and returns its revision. full: every page, however large the file.

    Raises DatabaseError where it is malformed, locked, of a newer version or of another program.
    """
    found = known_revision(database, busy_timeout_s)
    if full or database.stat().st_size <= QUICK_CHECK_UP_TO_BYTES:
        _check_pages(database, busy_timeout_s, full)
    if found == HEAD:
        _check_tables(database, busy_timeout_s)
    return found


def known_revision(database: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> str:
    """The revision of a database; DatabaseError where this program doesn't know it."""
    found = revision(database, busy_timeout_s)
    if found is None:
        raise DatabaseError(f"{database} was not made by Inspector; it is left as it is.")
    if found != HEAD and found not in _known_revisions():
        raise DatabaseError(
            f"{database} was written by a newer version of Inspector (tables {found}; this one knows {HEAD})."
            " It is left as it is: use that version, or another home."
        )
    return found


def revision(database: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> str | None:
    """The migration that a database file is at; None for a database of another program.

    Raises DatabaseError where it can't be read.
    """
    if database.exists() and not database.stat().st_size:
        raise MalformedError(_malformed(database, "the file is empty"))
    ours = _first_cell(
        database, busy_timeout_s, "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    )
    if not ours:
        return None
    found = _first_cell(database, busy_timeout_s, "SELECT version_num FROM alembic_version")
    return None if found is None else str(found)


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to load, seldom needed

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _check_pages(database: Path, busy_timeout_s: float, full: bool) -> None:
    pragma = "PRAGMA integrity_check(1)" if full else "PRAGMA quick_check(1)"
    found = _first_cell(database, busy_timeout_s, pragma)
    if found != "ok":
        raise MalformedError(_malformed(database, str(found)))


def _check_tables(database: Path, busy_timeout_s: float) -> None:
    """A table that somebody dropped leaves whole pages behind."""
    names = ", ".join(f"'{name}'" for name in Base.metadata.tables)
    query = f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({names})"
    found = _first_cell(database, busy_timeout_s, query)
    if found != len(Base.metadata.tables):
        raise MalformedError(_malformed(database, f"{found} of {len(Base.metadata.tables)} tables are there"))


def _first_cell(database: Path, busy_timeout_s: float, query: str) -> object:
    uri = f"file:{quote(database.as_posix())}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, busy_timeout_s, isolation_level=None, uri=True)) as connection:
            row = connection.execute(query).fetchone()
            return row[0] if row else None
    except sqlite3.Error as error:
        kind = MalformedError if is_malformed(error) else DatabaseError
        raise kind(explain(database, error)) from error


def explain(database: Path, error: sqlite3.Error) -> str:
    """The driver's error as a sentence that says what to do."""
    if is_malformed(error):
        return _malformed(database, str(error))
    code = _code(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"{database} is locked by another program; end that program and try again."
    if code == sqlite3.SQLITE_READONLY:
        return f"{database} can't be written: the file, or what it lies on, is read-only."
    if code == sqlite3.SQLITE_FULL:
        return f"The disk of {database} is full."
    return f"{database} can't be used: {error}."


def is_malformed(error: sqlite3.Error) -> bool:
    """Whether the driver says that the file itself is bad."""
    return _code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def explain_any(database: Path, error: Exception) -> str:
    """The same for an error that may wrap the driver's."""
    cause = getattr(error, "orig", error)
    return explain(database, cause) if isinstance(cause, sqlite3.Error) else f"{database}: {error}"


def _malformed(database: Path, detail: str) -> str:
    return (
        f"{database} is malformed ({' '.join(detail.split())}). It is left as it is: set it aside with"
        " `inspector-app db set-aside` and put a backup in its place."
    )
