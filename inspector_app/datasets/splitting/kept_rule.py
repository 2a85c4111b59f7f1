"""The rule by which a dataset was divided, kept beside its vault, so that a check goes by the same groups."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.splitting.dividing import SplitRule

RULE = "rule.json"
_ADAPTER = TypeAdapter(SplitRule)


def keep_rule(folder: Path, rule: SplitRule) -> None:
    """Writes the rule into a vault's folder, whole or not at all; for this user only."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{RULE}.part"
    with part.open("wb") as file:
        file.write(_ADAPTER.dump_json(rule, indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o600)
    part.replace(folder / RULE)


def kept_rule(folder: Path) -> SplitRule | None:
    """The rule in a vault's folder; None where the set wasn't divided yet. Raises DatasetError for a damaged one."""
    path = folder / RULE
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise DatasetError(f"{path}: can't be read: {error}. Take it from a backup.") from error
