"""Random streams that depend on nothing but their keys, so that any board can be made again."""

from __future__ import annotations

import numpy as np


def rng_for(*keys: int | str) -> np.random.Generator:
    """A generator seeded by the keys alone: the same keys give the same stream on every machine.

    Keys of one purpose are always equally many: a trailing 0 counts for nothing.
    """
    return np.random.default_rng(np.random.SeedSequence([_as_number(key) for key in keys]))


def seed_for(*keys: int | str) -> int:
    """A 32-bit seed derived from the keys, for handing on."""
    return int(np.random.SeedSequence([_as_number(key) for key in keys]).generate_state(1)[0])


def _as_number(key: int | str) -> int:
    # Python's hash() differs from process to process, so text is spelt out as a number instead
    if isinstance(key, str):
        return int.from_bytes(key.encode("utf-8"), "big")
    return key if key >= 0 else 2**64 - key
