"""The history of releases as files of the home: one an entry, written once, never over another."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from inspector_app.release.history import Entry, HistoryError, check_chain, seal
from inspector_app.settings.whole_files import UNFINISHED, sync_folder

_PATTERN = "*.json"
_DIGITS = 6


class ReleaseHistory:
    """Reads and adds entries. Two who add at once can't take each other's place: the second is refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first; raises HistoryError where any was changed by hand."""
        found = tuple(_read(path) for path in sorted(self._folder.glob(_PATTERN)))
        check_chain(found)
        return found

    def add(self, draft: Entry) -> Entry:
        """Adds an entry, on disk when the call returns; raises HistoryError where another came first."""
        entry = seal(draft, self.entries())
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{entry.number:0{_DIGITS}}.json"
        part = self._folder / f"{uuid4().hex}{UNFINISHED}"
        try:
            with part.open("w", encoding="utf-8") as file:
                file.write(entry.model_dump_json(indent=2) + "\n")
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(part, target)
        except FileExistsError:
            raise HistoryError("somebody else has released at the same moment; look, and try again") from None
        finally:
            part.unlink(missing_ok=True)
        sync_folder(self._folder)
        return entry


def _put_in_place(part: Path, target: Path) -> None:
    """Under its name only where nothing has that name; raises FileExistsError where something has."""
    try:
        os.link(part, target)  # renaming would replace it on POSIX, linking doesn't
    except FileExistsError:
        raise
    except OSError:  # a file system without links (a stick): two at the same moment are not told apart there
        if target.exists():
            raise FileExistsError(target) from None
        part.rename(target)


def _read(path: Path) -> Entry:
    try:
        return Entry.model_validate_json(path.read_bytes())
    except OSError as error:
        raise HistoryError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise HistoryError(f"{path}: no entry of a history of releases, or it was changed by hand") from error
