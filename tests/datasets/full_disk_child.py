"""Runs in a mount namespace of its own: splits and freezes on a small file system that is really full."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.datasets.vault.keeping import known_of_vault
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.datasets.versions.reading import verify_version, version_numbers
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots

RULE = SplitRule.of(DatasetFigures(), seed=1)


@contextlib.contextmanager
def _full(folder):
    """The disk with no room but for a few small files."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    yield
    filler.unlink()


def _refused(work):
    with pytest.raises(DatasetError, match="No space left on device"):
        work()


def main(folder):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=True)
    home = Home(folder / "home").create()
    write_dataset(a_dataset(lots(folder / "new", 10)), home.datasets / "boards")
    before = read_dataset(home.datasets / "boards")
    with _full(folder):
        _refused(lambda: split_dataset(home, "boards", RULE))
        assert read_dataset(home.datasets / "boards") == before
        assert known_of_vault(home.vaults / "boards") == ()
    split_dataset(home, "boards", RULE)
    with _full(folder):
        _refused(lambda: freeze(home, "boards", Reason("full", "Ana")))
        assert version_numbers(home, "boards") == ()
    verify_version(freeze(home, "boards", Reason("room again", "Ana")))
    assert version_numbers(home, "boards") == (1,)
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
