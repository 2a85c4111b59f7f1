"""The one writing connection, and its transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from inspector_app.inspection.ports import RecordError
from inspector_app.records.checking import explain_any
from inspector_app.records.database import BUSY_TIMEOUT_S, writer_engine

ROWS_BEFORE_CHECKPOINT = 1_000
"""A hundred parts, a few megabytes of log: so a checkpoint stays short."""


class Writer:
    """Runs one transaction at a time; any thread may ask for one."""

    def __init__(self, database: Path, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        self._database = database
        self._engine = writer_engine(database, busy_timeout_s)
        self.turn = threading.RLock()
        """Held in a transaction; and by whoever must do something right after one, before the next."""
        self._connection = self._engine.connect()
        self._file = _identity(database)
        self._rows_at_checkpoint = 0
        self._when_undone: list[Callable[[], None]] = []

    def wait_at_most(self, seconds: float) -> None:
        """How long a transaction waits from now on for another program that has locked the database."""
        with self.turn:
            driver = self._connection.connection.driver_connection
            if driver is not None:
                driver.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}").close()

    def prove(self) -> None:
        """Writes, and changes nothing: a file that can't be written is found at the start, not at the first part."""
        with self.transaction() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")

    def when_undone(self, forget: Callable[[], None]) -> None:
        """Calls this after a transaction that failed: what was remembered of it is void."""
        self._when_undone.append(forget)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of it is on disk at the end, or nothing; raises RecordError with the reason."""
        with self.turn:
            self._check_file()
            try:
                with self._connection.begin():
                    yield self._connection
            except BaseException as error:
                for forget in self._when_undone:
                    forget()
                if isinstance(error, SQLAlchemyError | sqlite3.Error):
                    raise RecordError(explain_any(self._database, error)) from error
                raise

    def _check_file(self) -> None:
        """A file that was moved away takes rows as before, and nobody would ever find them."""
        if _identity(self._database) != self._file:
            raise RecordError(
                f"{self._database} was removed or replaced while the line works with it: put it back, or end the line."
            )

    def checkpoint(self, after_rows: int = ROWS_BEFORE_CHECKPOINT) -> None:
        """Moves the write-ahead log into the database where enough has been written since the last time.

        It waits for the disk, so it is for a moment without a part; a reader may keep it from moving all.
        """
        with self.turn:
            driver = self._connection.connection.driver_connection
            if driver is None or driver.total_changes - self._rows_at_checkpoint < after_rows:
                return
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()
            self._rows_at_checkpoint = driver.total_changes

    def close(self) -> None:
        """Ends the connection; the write-ahead log goes into the database."""
        with self.turn:
            self._connection.close()
            self._engine.dispose()


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None where there is none."""
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
