"""The pipeline's throughput beside OpenVINO's own benchmark_app on the same network, threads and precision."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from inspector_app.detectors.compiled import threads_for_this_machine

_ROUNDS = 3
_START_UP_S = 120.0
_APP = "import sys; from openvino.tools.benchmark.main import main; sys.exit(main())"
_FPS = re.compile(r"Throughput:\s*([\d.]+)\s*FPS")


def bench_throughput(network: Path, part: Callable[[], object], seconds: float) -> dict[str, Any]:
    """part: one part of one view, from frame in hand to row committed. They take turns, three times each.

    The app compiles as the station does: one stream, the same threads, float32 where a layer is not INT8, one request
    after the other. Answers `benchmark_app_absent` with the reason where it did not run.
    """
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(_ROUNDS):
        ours.append(_rate(part, seconds / _ROUNDS))
        try:
            theirs.append(_benchmark_app(network, seconds / _ROUNDS))
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            return {"pipeline_fps": median(ours), "benchmark_app_absent": str(error)}
    return {
        "pipeline_fps": median(ours),
        "benchmark_app_fps": median(theirs),
        "throughput_over_benchmark_app": median(ours) / median(theirs),
    }


def _rate(run: Callable[[], object], seconds: float) -> float:
    begun = time.perf_counter()
    laps = 0
    while (passed := time.perf_counter() - begun) < seconds:
        run()
        laps += 1
    return laps / passed


def _benchmark_app(network: Path, seconds: float) -> float:
    options = {
        "-m": str(network),
        "-d": "CPU",
        "-api": "sync",
        "-hint": "none",
        "-nstreams": "1",
        "-nthreads": str(threads_for_this_machine()),
        "-infer_precision": "f32",
        "-t": str(max(1, round(seconds))),
    }
    words = [word for pair in options.items() for word in pair]
    done = subprocess.run(
        [sys.executable, "-c", _APP, *words],
        capture_output=True,
        text=True,
        timeout=seconds + _START_UP_S,
        check=False,
    )
    found = _FPS.search(done.stdout)
    if found is None:
        last = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()][-1:]
        raise ValueError(f"benchmark_app gave no figure: {' '.join(last) or f'exit {done.returncode}'}")
    return float(found[1])
