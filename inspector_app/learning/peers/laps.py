"""How the bench asks a peer: a number of laps a line in, their times as JSON out. Needs numpy only."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
import numpy.typing as npt

Planes = npt.NDArray[np.uint8]
"""(H, W, 3), as the station's own network is given them."""
WARM_UP = 5


def read_inputs(file: Path) -> list[Planes]:
    """The inputs that the bench wrote, (N, H, W, 3) uint8."""
    return list(np.load(file, allow_pickle=False))


def serve(detect: Callable[[Planes], int], inputs: Sequence[Planes]) -> None:
    """Answers until the input ends. detect: one input to the number of boxes that it found."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what libraries say there is no answer
    turns = cycle(inputs)
    for _ in range(WARM_UP):
        detect(next(turns))
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        times, found = [], 0
        for _ in range(int(line)):
            planes = next(turns)
            start = time.perf_counter()
            found += detect(planes)
            times.append((time.perf_counter() - start) * 1000)
        print(json.dumps({"ms": times, "found": found}), file=answers, flush=True)
