"""Other programs that do the same work on the same inputs, side by side with ours in one run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from inspector_app.bootstrap.bench import boards_of_view
from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.training_env import PROJECT, QUIET_ULTRALYTICS, SET_UP, python_with_torch
from inspector_app.detectors.compiled import threads_for_this_machine
from inspector_app.imaging import decode, planes_of
from inspector_app.inspection.bench import Lanes
from inspector_app.inspection.ports import Network
from inspector_app.model_packages.card import ENSEMBLE, OUTLINES, PROPOSALS
from inspector_app.model_packages.package import NETWORK, ModelPackage
from inspector_app.settings.home import Home

PEERS_SET_UP = "python3 -m venv .venv-bench && .venv-bench/bin/pip install -r installer/peers.txt"
_BLOCK = 10
"""Laps in a row: what one program leaves in the caches is gone after a few of the next one's."""
_EXPORT_S = 600.0
_PARTS = "inspector_app.learning.peers"


class PeerError(Exception):
    """A peer can't be asked here; the message says why, and what would help."""


class Peer:
    """One program in a process of its own."""

    def __init__(self, python: Path, module: str, words: Sequence[str]) -> None:
        """Raises PeerError where it does not get ready; it has tried the work itself by then."""
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self._process = subprocess.Popen(
            [str(python), "-m", f"{_PARTS}.{module}", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            env=os.environ | QUIET_ULTRALYTICS | {"PYTHONPATH": str(PROJECT)},
        )
        try:
            self._answer()
        except PeerError:
            self.close()
            raise

    def run(self, laps: int) -> list[float]:
        """Milliseconds of each lap. Raises PeerError where it ended."""
        stdin = _pipe(self._process.stdin)
        try:
            stdin.write(f"{laps}\n")
            stdin.flush()
        except OSError as error:
            raise PeerError(f"it ended: {self._last_words()}") from error
        return [float(value) for value in self._answer()["ms"]]

    def close(self) -> None:
        """Ends it."""
        self._process.kill()
        self._process.wait()
        _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()
        self._said.close()

    def _answer(self) -> dict[str, Any]:
        line = _pipe(self._process.stdout).readline()
        if not line:
            self._process.wait()
            raise PeerError(f"it ended: {self._last_words()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit {self._process.returncode}"


def bench_peers_of(model: str, home: Home, laps: int) -> dict[str, Any]:
    """The same for a package by its name, on the bench's boards."""
    package, network = open_model(model, home)
    images, golden = boards_of_view(0)
    to_input = planes_of if network.compares else lambda image, _: image
    return bench_peers(package, network, [to_input(image, golden) for image in images], home, laps)


def bench_peers(
    package: ModelPackage, network: Network, inputs: Sequence[npt.NDArray[np.uint8]], home: Home, laps: int
) -> dict[str, Any]:
    """Planes in hand to boxes: ours_ms, peers {name: median_ms, over_ours}, peers_absent {name: why}."""
    score = min(one.review_from for one in package.card.thresholds.values())
    with tempfile.TemporaryDirectory(prefix="inspector-peers-") as name, ExitStack() as ending:
        folder = Path(name)
        np.save(folder / "inputs.npy", np.stack(list(inputs)))
        asked = {
            "ultralytics": lambda: _ultralytics(package, folder, score),
            "onnxruntime": lambda: _onnxruntime(package, folder, home, score),
        }
        peers, absent = _open(package, asked, ending)
        times = _race(_ours(network, inputs, score), peers, laps)
    ours = median(times.pop("ours"))
    return {
        "ours_ms": ours,
        "peers": {
            name: {"median_ms": median(values), "over_ours": median(values) / ours}
            for name, values in times.items()
        },
        "peers_absent": absent,
    }


def _open(
    package: ModelPackage, asked: dict[str, Callable[[], Peer]], ending: ExitStack
) -> tuple[dict[str, Peer], dict[str, str]]:
    card = package.card
    if card.gives == OUTLINES or card.family in {PROPOSALS, ENSEMBLE}:
        return {}, dict.fromkeys(asked, f"asked only for one network of boxes, not for {card.family}")
    peers: dict[str, Peer] = {}
    absent: dict[str, str] = {}
    for name, start in asked.items():
        try:
            peers[name] = start()
            ending.callback(peers[name].close)
        except (PeerError, OSError, subprocess.SubprocessError) as error:
            absent[name] = str(error)
    return peers, absent


def _race(ours: Callable[[], object], peers: dict[str, Peer], laps: int) -> dict[str, list[float]]:
    """Blocks of laps in turn, so that what slows the machine slows all."""
    lane = Lanes({"ours": ours})
    times: dict[str, list[float]] = {name: [] for name in ("ours", *peers)}
    lane.race(0)
    while len(times["ours"]) < laps:
        block = min(_BLOCK, laps - len(times["ours"]))
        times["ours"] += lane.laps(block)["ours"]
        for name, peer in peers.items():
            times[name] += peer.run(block)
    return times


def _ours(network: Network, inputs: Sequence[npt.NDArray[np.uint8]], score: float) -> Callable[[], object]:
    turns, count = cycle(inputs), len(network.classes)
    return lambda: decode(network.run(next(turns)), min_score=score, class_count=count)


def _ultralytics(package: ModelPackage, folder: Path, score: float) -> Peer:
    python = python_with_torch()
    if python is None:
        raise PeerError(f"there is no .venv-train; {SET_UP}")
    classes = json.dumps(list(package.card.classes))
    network = str(package.folder / NETWORK)
    return Peer(python, "ultralytics_peer", [network, str(folder / "inputs.npy"), classes, str(score)])


def _onnxruntime(package: ModelPackage, folder: Path, home: Home, score: float) -> Peer:
    python = _bench_python()
    if python is None:
        raise PeerError(f"there is no .venv-bench; {PEERS_SET_UP}")
    if python_with_torch() is None:
        raise PeerError(f"its file is written in .venv-train, which is not there; {SET_UP}")
    file = folder / "network.onnx"
    export = subprocess.run(
        [
            *(sys.executable, "-m", "inspector_app.cli.main", "model", "export-onnx", str(package.folder)),
            *("--out", str(file), "--home", str(home.path)),
        ],
        capture_output=True,
        text=True,
        timeout=_EXPORT_S,
        check=False,
    )
    if export.returncode:
        lines = (export.stderr or export.stdout).strip().splitlines()
        raise PeerError(f"its file could not be written: {lines[-1] if lines else export.returncode}")
    words = [str(file), str(folder / "inputs.npy"), str(threads_for_this_machine()), str(score)]
    return Peer(python, "onnxruntime_peer", words)


def _bench_python() -> Path | None:
    folder = PROJECT / ".venv-bench"
    python = folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"
    return python if python.exists() else None


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("a peer was started without pipes")
    return stream
