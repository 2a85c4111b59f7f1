"""The one folder that holds all of a station; copying it copies the station."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from platformdirs import user_data_dir

HOME_VARIABLE = "INSPECTOR_HOME"


class HomeError(Exception):
    """The home can't be made or written; the message names the folder and why."""


@dataclass(frozen=True, slots=True)
class Home:
    """A station's home. The properties only name places; `create` makes them."""

    path: Path

    @property
    def database(self) -> Path:
        """All rows: parts, verdicts, answers, shifts."""
        return self.path / "station.db"

    @property
    def images(self) -> Path:
        """Kept images, a folder a day and an hour."""
        return self.path / "images"

    @property
    def kept_goldens(self) -> Path:
        """Goldens that kept frames refer to, one file a content."""
        return self.images / "goldens"

    @property
    def recipes(self) -> Path:
        """Recipes, each a folder with recipe.toml and its goldens."""
        return self.path / "recipes"

    @property
    def datasets(self) -> Path:
        """Exported and imported datasets."""
        return self.path / "datasets"

    @property
    def frozen(self) -> Path:
        """Frozen versions of datasets, a folder a dataset and in it a folder a version."""
        return self.path / "frozen"

    @property
    def vaults(self) -> Path:
        """Images kept from training, a folder a dataset. Only this user may look in, and only `evaluate` does."""
        return self.path / "vaults"

    @property
    def models(self) -> Path:
        """Model packages of this station."""
        return self.path / "models"

    @property
    def keys(self) -> Path:
        """Public halves of the keys by which packages are signed; private halves are never in a home."""
        return self.path / "keys"

    @property
    def releases(self) -> Path:
        """The history of releases, one file an entry."""
        return self.path / "releases"

    @property
    def reports(self) -> Path:
        """Finished PDFs."""
        return self.path / "reports"

    @property
    def jobs(self) -> Path:
        """What the window's jobs were told and what they said, a folder each."""
        return self.path / "jobs"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.path / "logs"

    @property
    def run(self) -> Path:
        """What lives only while a line runs: lock, socket, key. Only this user may look in."""
        return self.path / "run"

    @property
    def lock_file(self) -> Path:
        """Held by the one line of this home."""
        return self.run / "line.lock"

    @property
    def settings_file(self) -> Path:
        """What the site chose."""
        return self.path / "settings.toml"

    @property
    def line_file(self) -> Path:
        """The line's PLC and its signals; not there where the station has none."""
        return self.path / "line.toml"

    @property
    def camera_file(self) -> Path:
        """Which camera looks at which view; not there where images are simulated or come from a folder."""
        return self.path / "cameras.toml"

    @property
    def camera_history(self) -> Path:
        """Who calibrated or set up which camera, and when; only ever added to."""
        return self.path / "camera-history.jsonl"

    def relative(self, path: Path) -> str:
        """The path as rows name it: relative to the home, with slashes on every system."""
        return path.relative_to(self.path).as_posix()

    def create(self) -> Home:
        """Makes the folders that are missing and proves that the home can be written.

        Raises HomeError where it can't.
        """
        try:
            for folder in self._folders():
                folder.mkdir(parents=True, exist_ok=True)
            self.run.chmod(0o700)
            self._prove_writable()
        except OSError as error:
            reason = error.strerror or error
            raise HomeError(f"The home folder {self.path} can't be written: {reason}.") from error
        return self

    def _folders(self) -> tuple[Path, ...]:
        images = (self.images, self.kept_goldens)
        work = (self.recipes, self.datasets, self.models, self.reports, self.backups, self.logs, self.run)
        return (self.path, *images, *work)

    def _prove_writable(self) -> None:
        # Folders that are there already say nothing about a disk that has since turned read-only or full.
        probe = self.path / f".write-test-{uuid4().hex}"
        try:
            with probe.open("wb") as file:
                file.write(b"inspector")
                file.flush()
                os.fsync(file.fileno())
        finally:
            probe.unlink(missing_ok=True)


def resolve_home(option: Path | None, demo: bool = False) -> Home:
    """The home of this run: the option, else INSPECTOR_HOME, else the platform's data folder.

    The demo's default is a folder of its own beside the station's, so that it never touches real records. Raises
    HomeError for the folder of a user that there isn't, and for a name that is no text.
    """
    chosen = option or _from_environment()
    if chosen is not None:
        return Home(_absolute(chosen))
    folder = Path(user_data_dir("inspector", appauthor=False))
    return Home(folder.with_name(folder.name + "-demo") if demo else folder)


def _absolute(folder: Path) -> Path:
    try:
        path = folder.expanduser().absolute()
        str(path).encode()
    except RuntimeError as error:
        raise HomeError(f"The home folder {folder} can't be found: there is no such user.") from error
    except UnicodeEncodeError as error:  # no database and no other process could be told of it
        raise HomeError(f"The name of the home folder {str(folder)!a} is no text.") from error
    return path


def _from_environment() -> Path | None:
    value = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(value) if value else None
