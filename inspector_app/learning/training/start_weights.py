"""Weights that another training left, as the start of a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from safetensors.torch import load_file


def take_fitting_weights(network: Any, path: Path) -> int:
    """Copies the tensors of a weights file whose names and shapes fit into a torch module; returns how many did."""
    stored = load_file(path)
    own = network.state_dict()
    fitting = {
        name: tensor for name, tensor in stored.items() if name in own and own[name].shape == tensor.shape
    }
    own.update(fitting)
    network.load_state_dict(own)
    return len(fitting)
