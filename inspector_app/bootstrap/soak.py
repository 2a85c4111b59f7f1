"""The soak: the demo with its window, for a while, and what it did to the machine meanwhile."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from inspector_app.bootstrap.plc_beside import PlcBeside, plc_beside
from inspector_app.bootstrap.process_tree import busy_s, look_at, memory_measure
from inspector_app.bootstrap.soak_figures import Sample, cpu_figures, memory_figures
from inspector_app.settings.home import Home

_STARTS_AND_ENDS_S = 120.0
_LONGEST_WARM_UP_S = 60.0


class SoakError(Exception):
    """The demo did not come up, or did not end; the message says which."""


@dataclass(frozen=True, slots=True)
class SoakPlan:
    """How long, how fast (parts an hour), how many views, and how often memory is looked at."""

    seconds: float = 600.0
    speed: float = 5000.0
    views: int = 2
    sample_s: float = 5.0
    plc: bool = False
    """Parts come from a simulated PLC in a process of its own, which sorts them."""

    @property
    def warm_up_s(self) -> float:
        """What is left out at the start: caches fill, the other products are drawn."""
        return min(_LONGEST_WARM_UP_S, self.seconds / 4)


def soak(home: Home, plan: SoakPlan, *, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Runs the demo on a home with its window and returns all figures. Raises SoakError.

    Memory and CPU are those after the warm-up; losses, latencies and the event loop are those of the whole run.
    """
    command = [sys.executable, "-m", "inspector_app.cli.main", "demo", "--json", "--home", str(home.path)]
    command += ["--seconds", str(plan.seconds), "--speed", str(plan.speed), "--views", str(plan.views)]
    with plc_beside(home, plan.speed) if plan.plc else nullcontext(PlcBeside()) as plc:
        samples, answer, code = _run(command, plan, progress)
    warm = [sample for sample in samples if sample.at_s >= plan.warm_up_s]
    return {
        "seconds": plan.seconds,
        "parts_per_hour": plan.speed,
        "views": plan.views,
        **_answer(answer, code),
        "plc": plc.counts or None,
        "memory": {
            "measure": memory_measure(),
            "samples": len(warm),
            "every_s": plan.sample_s,
            "warm_up_s": plan.warm_up_s,
            **memory_figures(warm),
        },
        "cpu_cores": cpu_figures(warm),
        "images": _images(home),
    }


def _run(
    command: list[str], plan: SoakPlan, progress: Callable[[int, int], None]
) -> tuple[list[Sample], bytes, int]:
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as demo:
        try:
            samples = _watch(demo, plan, progress)
            answer, _ = demo.communicate(timeout=_STARTS_AND_ENDS_S)
        except subprocess.TimeoutExpired as error:
            raise SoakError(f"The demo did not end within {error.timeout:.0f} s.") from error
        finally:
            _end(demo)
    return samples, answer, demo.returncode


def held(result: dict[str, Any]) -> bool:
    """Whether nothing was lost: every part was looked at by every camera, in time, by one and the same line."""
    line = result["line"] or {}
    nothing = ("lost_frames", "missed_parts", "late", "unrecorded")
    return bool(line) and not result["line_restarts"] and not any(line.get(name, 1) for name in nothing)


def _watch(
    demo: subprocess.Popen[bytes], plan: SoakPlan, progress: Callable[[int, int], None]
) -> list[Sample]:
    """A sample every so often, from the demo's start until its end is near: closing is no state to measure."""
    began = time.monotonic()
    samples: list[Sample] = []
    while demo.poll() is None and (at := time.monotonic() - began) < plan.seconds - plan.sample_s / 2:
        samples.append(Sample(at, tuple(look_at(demo.pid)), busy_s()))
        progress(round(at), round(plan.seconds))
        until = min(plan.seconds, len(samples) * plan.sample_s)
        with contextlib.suppress(subprocess.TimeoutExpired):
            demo.wait(max(0.05, began + until - time.monotonic()))
    return samples


def _answer(answer: bytes, code: int) -> dict[str, Any]:
    try:
        result = json.loads(answer)
    except ValueError:
        result = {}
    if code or "event_loop_p99_ms" not in result:
        raise SoakError(str(result.get("error") or f"The demo ended with {code}; its own words are above."))
    window = {name: value for name, value in result.items() if name not in {"line", "line_restarts", "code"}}
    return {"window": window, "line": result["line"], "line_restarts": result["line_restarts"]}


def _images(home: Home) -> dict[str, float]:
    """How many images were kept in the end, and their size; more were taken where the oldest went."""
    sizes = [path.stat().st_size for path in home.images.rglob("*") if path.is_file()]
    return {"kept": len(sizes), "kept_mb": sum(sizes) / 1e6}


def _end(demo: subprocess.Popen[bytes]) -> None:
    """Only where something went wrong is it still there; it stops its line, too."""
    if demo.poll() is None:
        demo.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            demo.wait(20)
        demo.kill()
