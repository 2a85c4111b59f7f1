"""Makes station.db, and brings an older one to the tables of this program."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from inspector_app.records.checking import HEAD, MIGRATIONS, check_database, explain_any
from inspector_app.records.database import BUSY_TIMEOUT_S, DatabaseError, writer_engine
from inspector_app.settings.home import Home

_FILES_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")


def upgrade(home: Home, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
    """Makes or upgrades the database of a home. The caller holds the home's lock.

    Raises DatabaseError, the file untouched, where it is malformed, locked, of a newer version, of another
    program, or missing although images are there.
    """
    if not home.database.exists():
        _create(home)
    elif check_database(home.database, busy_timeout_s) != HEAD:
        _migrate(home.database, busy_timeout_s)


def set_aside_malformed(home: Home, now: datetime | None = None) -> Path:
    """Renames a database that can't be used, so that a backup can take its place. Nothing is deleted.

    Only for a person's explicit command, with the home's lock held. Returns the new path.
    """
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    target = home.database.with_name(f"{home.database.name}.malformed-{stamp}")
    if target.exists():
        raise DatabaseError(f"{target} exists already.")
    for suffix in _FILES_OF_A_DATABASE:
        part = _beside(home.database, suffix)
        if part.exists():
            part.rename(_beside(target, suffix))
    return target


def _create(home: Home) -> None:
    if any(home.images.glob("[0-9]*/*/*.*")):
        raise DatabaseError(
            f"{home.database} is missing, but {home.images} holds images of it. Put the database or a backup"
            " back, or move the images away to begin anew."
        )
    # Made under another name, so that a power cut never leaves a half-made station.db.
    temporary = _beside(home.database, ".new")
    for suffix in _FILES_OF_A_DATABASE:
        _beside(temporary, suffix).unlink(missing_ok=True)
    _migrate(temporary, BUSY_TIMEOUT_S)
    temporary.replace(home.database)


def _migrate(database: Path, busy_timeout_s: float) -> None:
    engine = writer_engine(database, busy_timeout_s)
    try:
        _run_alembic(engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise DatabaseError(explain_any(database, error)) from error
    finally:
        engine.dispose()  # the last connection to close moves the write-ahead log into the file


def _run_alembic(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - a start with nothing to migrate is quicker without
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
