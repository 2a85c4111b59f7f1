"""The known set of a recipe, run again whenever something has changed that could change an answer."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import UTC, datetime
from pathlib import Path

from inspector_app import __version__
from inspector_app.bootstrap.this_machine import machine
from inspector_app.inspection.known_set import (
    FILE,
    FOLDER,
    Change,
    Checked,
    KnownSet,
    KnownSetError,
    accept,
    changes,
    read_checked,
    read_known_set,
    write_checked,
    write_known_set,
)
from inspector_app.inspection.known_set_run import KnownSetAsker
from inspector_app.inspection.ports import LoadedRecipe, Network
from inspector_app.model_packages.package import ModelPackage

_NAMED = 3
_LOG = logging.getLogger(__name__)


class KnownSetCheck:
    """The known set of one recipe at work. Never raises: what is off keeps the line from READY."""

    def __init__(
        self, folder: Path | None, loaded: LoadedRecipe, package: ModelPackage, network: Network
    ) -> None:
        """folder: the recipe's; None where it has none of its own."""
        self._folder = folder
        self._loaded = loaded
        self._package = package
        self._network = network
        self._seen_ns = -1
        self.blocked = ""
        """Why the line may not be READY, in short; empty where nothing is in the way."""
        self.details = ""
        """Which images, and what to do."""
        self.look_again()

    def look_again(self) -> None:
        """Runs the set where something has changed since the newest run, and says what nobody has accepted.

        The line asks every second while it waits; nothing is read until somebody has written the set.
        """
        try:
            written_ns = (self._folder / FOLDER / FILE).stat().st_mtime_ns if self._folder is not None else 0
        except OSError:  # there is none; or it is gone, which is said below where it was there
            written_ns = 0
        if written_ns == self._seen_ns:
            return
        self._seen_ns = written_ns
        try:
            changed = self._changed()
        except (KnownSetError, OSError) as error:
            self.blocked, self.details = "The known set can't be used; call the QA lead.", str(error)
            return
        self.blocked = _short(changed) if changed else ""
        self.details = _details(changed, self._folder.name) if changed and self._folder is not None else ""

    def _changed(self) -> list[Change]:
        known = read_known_set(self._folder) if self._folder is not None else KnownSet()
        if self._folder is None or not known.images:
            return []
        around = circumstances(self._loaded, self._package)
        checked = read_checked(self._folder)
        if checked is None or checked.circumstances != around or not _complete(checked, known):
            checked = run_known_set(self._folder, known, self._loaded, self._package, self._network)
        return changes(known, checked.answers)


def run_known_set(
    folder: Path, known: KnownSet, loaded: LoadedRecipe, package: ModelPackage, network: Network
) -> Checked:
    """Asks about every image and keeps the answers. Raises KnownSetError."""
    asker = KnownSetAsker(loaded, network, package.card.smallest_found_px)
    answers = asker.ask_all(folder, known)
    checked = Checked(circumstances=circumstances(loaded, package), at=_now(), answers=answers)
    write_checked(folder, checked)
    _LOG.info("known set of %s: %d images asked", loaded.recipe.name, len(answers))
    return checked


def accept_changes(
    folder: Path, loaded: LoadedRecipe, package: ModelPackage, by: str, reason: str
) -> list[Change]:
    """Accepts what the newest run answered otherwise than before.

    Raises KnownSetError where that run was under other circumstances: nobody has seen its answers then.
    """
    known, checked = read_known_set(folder), read_checked(folder)
    if (
        checked is None
        or checked.circumstances != circumstances(loaded, package)
        or not _complete(checked, known)
    ):
        raise KnownSetError("The known set was not run as things are now; run it, look, and accept then.")
    changed = changes(known, checked.answers)
    if changed:
        write_known_set(folder, accept(known, changed, by, reason, _now()))
    return changed


def circumstances(loaded: LoadedRecipe, package: ModelPackage) -> dict[str, str]:
    """Everything a change of which has the known set run again."""
    here = machine()
    goldens = hashlib.sha256()
    for view in sorted(loaded.goldens):
        goldens.update(loaded.goldens[view].tobytes())
    return {
        "model": package.sha256,
        "recipe": hashlib.sha256(loaded.recipe.model_dump_json().encode()).hexdigest(),
        "goldens": goldens.hexdigest(),
        "program": __version__,
        "runtime": json.dumps({key: here[key] for key in ("openvino", "opencv", "python")}),
        "computer": json.dumps({key: here[key] for key in ("cpu", "system")}),
    }


def _complete(checked: Checked, known: KnownSet) -> bool:
    return {image.file for image in known.images} <= set(checked.answers)


def _short(changed: list[Change]) -> str:
    """For the head of a window, where an operator sees it."""
    answers = "1 answer" if len(changed) == 1 else f"{len(changed)} answers"
    return f"Known set: {answers} not accepted; call the QA lead."


def _details(changed: list[Change], recipe: str) -> str:
    named = "; ".join(change.words for change in changed[:_NAMED])
    more = f"; and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    return f"{named}{more}. Look at them, then: inspector-app recipe known-set accept {recipe} --by NAME --reason WHY"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
