"""Checkpoints of numbers and words only, so that reading one can't run anything."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import torch

from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.whole_files import write_whole


def write_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Whole or not at all: one cut off could not be gone on from."""
    written = io.BytesIO()
    torch.save(state, written)
    write_whole(path, written.getbuffer())


def read_checkpoint(path: Path) -> dict[str, Any]:
    """What `write_checkpoint` was given. Raises TrainingError for a file that is damaged, or holds anything else."""
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, EOFError, RuntimeError, ValueError, KeyError, pickle.UnpicklingError) as error:
        raise TrainingError(
            f"{path}: can't be read; begin again under another name, or from another checkpoint"
        ) from error
    return state
