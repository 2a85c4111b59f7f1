"""The highest rate that the whole line holds on this machine: `run` itself, with cameras in processes of their own.

Cameras play images from files, since drawing boards would cost more than inspecting them. A rate is held where every
part was looked at, in time, with all its frames, and kept. Live pictures may be skipped, and are counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2

from inspector_app.bootstrap.bench import boards_of_view
from inspector_app.bootstrap.demo_home import prepare_demo
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
from inspector_app.settings.home import Home

ASKED_FOR = (5_000.0, 6_000.0)
"""Parts an hour that are always tried."""
_LEAST, _MOST = 300.0, 20_000.0
_STEP = 1.25
_CLOSE = 0.05
_START_UP_S = 120.0
_LOST = ("missed_parts", "late", "lost_frames", "unrecorded")

Trial = dict[str, Any]


def bench_line(model: str, views: int, seconds: float) -> dict[str, Any]:
    """Trials of so many seconds each: what became of the parts, whether the rate was held, and the highest held."""
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as folder:
        home = Home(Path(folder) / "home").create()
        recipe = prepare_demo(home, views=views, model=model)
        names = [view.name for view in read_recipe(home.recipes / recipe / RECIPE_FILE).views]
        images = _write_images(Path(folder) / "images", names)
        return search(lambda rate: _trial(home, recipe, images, rate, seconds)) | {"views": views}


def search(trial: Callable[[float], Trial]) -> dict[str, Any]:
    """The rates asked for first; from the higher one held upwards, or down where none was; then closer to the limit."""
    trials = [trial(rate) for rate in ASKED_FOR]
    while (rate := _next_rate(trials)) is not None:
        trials.append(trial(rate))
    return {
        "trials": trials,
        "holds": {f"{rate:.0f}": one["held"] for rate, one in zip(ASKED_FOR, trials, strict=False)},
        "highest_parts_per_hour": _between(trials)[0],
    }


def _between(trials: list[Trial]) -> tuple[float, float | None]:
    """The highest rate held below the lowest that was not; that one is None where all were held."""
    failed = min((one["parts_per_hour"] for one in trials if not one["held"]), default=None)
    held = [one["parts_per_hour"] for one in trials if one["held"]]
    return max((rate for rate in held if failed is None or rate < failed), default=0.0), failed


def _next_rate(trials: list[Trial]) -> float | None:
    held, failed = _between(trials)
    if failed is None:
        return min(held * _STEP, _MOST) if held < _MOST else None
    if failed <= max(held, _LEAST) * (1 + _CLOSE):
        return None
    return (held + failed) / 2 if held else failed / _STEP


def _trial(home: Home, recipe: str, images: Path, rate: float, seconds: float) -> Trial:
    words = ("run", "--recipe", recipe, "--images", str(images), "--loop", "--speed", f"{rate:.1f}")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "inspector_app.cli.main", *words),
            *("--seconds", str(seconds), "--home", str(home.path), "--json"),
        ],
        capture_output=True,
        text=True,
        timeout=seconds + _START_UP_S,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        return {"parts_per_hour": rate, "held": False, "why": " ".join(last) or f"exit {done.returncode}"}
    return judged(rate, seconds, json.loads(done.stdout.strip().splitlines()[-1]))


def judged(rate: float, seconds: float, result: dict[str, Any]) -> Trial:
    """Whether the rate was held: as many parts as it brings, none lost, none late, each recorded.

    Files wait for a line that is slow, so that parts it did not get to are found by their number.
    """
    lost = {name: result[name] for name in _LOST}
    due = int(rate / 3600 * seconds)
    return {
        "parts_per_hour": rate,
        "held": result["parts"] >= max(1, due - 1) and not any(lost.values()),
        "parts": result["parts"],
        "due": due,
        **lost,
        "skipped_live_frames": result["skipped_live_frames"],
        "latency_ms": result["latency_ms"],
    }


def _write_images(folder: Path, names: list[str]) -> Path:
    for index, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        images, _ = boards_of_view(index, len(names))
        for number, image in enumerate(images):
            cv2.imwrite(str(folder / name / f"board-{number}.png"), image)
    return folder
