"""Opening station.db: one writer, readers that can only read, and errors that people understand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

OLDEST_SQLITE = (3, 37, 0)
BUSY_TIMEOUT_S = 5.0
WAL_PAGES_BEFORE_FORCED_CHECKPOINT = 20_000
"""80 MB. The store checkpoints between parts; this is the limit where it never gets to it."""


class DatabaseError(Exception):
    """The database can't be used; the message names the file and says what to do."""


class MalformedError(DatabaseError):
    """The file is no usable database any more; a person may set it aside."""


def writer_engine(path: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """The one writing connection. Every commit is on disk when it returns.

    SQLite up to 3.51.2 can corrupt a WAL database in which two connections write or checkpoint at once; this
    engine holds a single connection, readers are read-only, and the home's lock keeps other writers out.
    """
    check_sqlite_version(sqlite3.sqlite_version_info)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, busy_timeout_s, isolation_level=None, check_same_thread=False)
        _run(
            connection,
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON",
            "PRAGMA mmap_size=0",
            f"PRAGMA wal_autocheckpoint={WAL_PAGES_BEFORE_FORCED_CHECKPOINT}",
        )
        return connection

    engine = _engine(connect, StaticPool)
    # The driver would begin a transaction only at its first change; BEGIN IMMEDIATE takes the lock at once.
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reader_engine(path: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Read-only connections, one a thread that reads; they never write, create or checkpoint."""
    check_sqlite_version(sqlite3.sqlite_version_info)
    uri = f"file:{quote(path.as_posix())}?mode=ro"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, busy_timeout_s, isolation_level=None, check_same_thread=False, uri=True
        )
        _run(connection, "PRAGMA query_only=ON", "PRAGMA mmap_size=0")
        return connection

    engine = _engine(connect, QueuePool)
    event.listen(engine, "begin", _begin)  # one transaction a read: all its statements see the same rows
    return engine


def check_sqlite_version(version: tuple[int, ...]) -> None:
    """Raises DatabaseError where SQLite is too old for what the tables use."""
    if version < OLDEST_SQLITE:
        have, want = (".".join(map(str, each)) for each in (version, OLDEST_SQLITE))
        raise DatabaseError(f"SQLite {have} is too old; Inspector needs {want} or later.")


def _engine(connect: Callable[[], sqlite3.Connection], pool: type[StaticPool] | type[QueuePool]) -> Engine:
    return create_engine("sqlite://", creator=connect, poolclass=pool)


def _run(connection: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement).close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
