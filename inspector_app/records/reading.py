"""What every reader of the records is: a look at a database of this version that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from inspector_app.records.checking import HEAD, explain_any, known_revision
from inspector_app.records.database import DatabaseError, reader_engine
from inspector_app.settings.home import Home


def require_current(home: Home) -> None:
    """Raises DatabaseError where a home has no database, or one of another version."""
    if not home.database.exists():
        raise DatabaseError(f"{home.database} is not there yet; start the station once.")
    if known_revision(home.database) != HEAD:
        raise DatabaseError(f"{home.database} is of an older version; run `inspector-app db upgrade`.")


class RecordsReader:
    """Read-only; any thread may call. Every method raises DatabaseError where the records can't be read."""

    def __init__(self, home: Home) -> None:
        """Raises DatabaseError where there is no database, or not one of this version."""
        require_current(home)
        self._database = home.database
        self._engine = reader_engine(home.database)

    def close(self) -> None:
        """Ends all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseError(explain_any(self._database, error)) from error
