"""Keeps a process out of the vaults of a home: for training, which could only cheat itself.

What it holds off: Python code of this process and of children that it forks, libraries included, that opens, lists,
copies or links anything there. What it doesn't: native code that opens files by itself, and another program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from inspector_app.datasets.labelled import DatasetError
from inspector_app.settings.home import Home

_EVENTS = frozenset({"open", "os.listdir", "os.scandir", "os.link", "os.symlink", "os.rename", "os.chmod"})


class VaultShutError(DatasetError):
    """Training code tried to look into a vault."""


def keep_vaults_shut(home: Home) -> None:
    """From here on this process can't look into the home's vaults; it can't be taken back."""
    root = os.path.realpath(home.vaults)

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            for path in _paths(arguments):
                if path == root or path.startswith(root + os.sep):
                    raise VaultShutError(
                        f"{path}: the vault is opened by `evaluate` only, never by training."
                    )

    sys.addaudithook(refuse)


def _paths(arguments: Iterable[Any]) -> Iterable[str]:
    return (
        os.path.realpath(os.fsdecode(one)) for one in arguments if isinstance(one, str | bytes | Path) and one
    )
