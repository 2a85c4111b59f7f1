"""Peers: what is not here is said with its reason, and never a figure made up."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from inspector_app.bootstrap import bench_peers
from inspector_app.bootstrap.bench_peers import Peer, PeerError
from inspector_app.bootstrap.bench_throughput import bench_throughput
from inspector_app.inspection.stages import CpuStageTimes
from inspector_app.model_packages.package import open_package

PACKAGE = Path(__file__).parents[2] / "models" / "board-defects"
INPUTS = [np.zeros((640, 640, 3), np.uint8)]


class Network:
    classes = ("open", "short", "mousebite", "spur", "spurious_copper", "pinhole")

    def run(self, network_input):
        del network_input
        return np.zeros((1, 10, 5), np.float32)


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Puts a program in the place of a peer's module."""

    def write(text):
        (tmp_path / "stand_in.py").write_text(text)
        monkeypatch.setattr(bench_peers, "PROJECT", tmp_path)
        monkeypatch.setattr(bench_peers, "_PARTS", "peers")
        (tmp_path / "peers").mkdir()
        (tmp_path / "peers" / "__init__.py").touch()
        (tmp_path / "stand_in.py").rename(tmp_path / "peers" / "stand_in.py")
        return Path(sys.executable), "stand_in", []

    return write


def test_without_their_environments_there_are_no_figures_but_reasons(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_peers, "PROJECT", tmp_path)
    monkeypatch.setattr(bench_peers, "python_with_torch", lambda: None)
    answer = bench_peers.bench_peers(open_package(PACKAGE), Network(), INPUTS, tmp_path, laps=3)
    assert answer["peers"] == {}
    assert ".venv-train" in answer["peers_absent"]["ultralytics"]
    assert ".venv-bench" in answer["peers_absent"]["onnxruntime"]
    assert answer["ours_ms"] > 0


def test_a_peer_that_breaks_is_absent_with_its_last_words(module):
    with pytest.raises(PeerError, match="there is no such processor"):
        Peer(*module("raise SystemExit('there is no such processor')"))


def test_a_peer_is_asked_for_laps_and_gives_their_times(module):
    peer = Peer(
        *module(
            "import json, sys\n"
            "print(json.dumps({'ready': True}), flush=True)\n"
            "for line in sys.stdin: print(json.dumps({'ms': [2.5] * int(line), 'found': 0}), flush=True)\n"
        )
    )
    assert peer.run(4) == [2.5] * 4
    peer.close()


def test_an_app_that_gives_no_figure_is_said_to(tmp_path):
    answer = bench_throughput(tmp_path / "missing.xml", lambda: None, seconds=0.03)
    assert answer["pipeline_fps"] > 0
    assert "gave no figure" in answer["benchmark_app_absent"]
    assert "throughput_over_benchmark_app" not in answer
    json.dumps(answer)


def test_processor_time_is_that_of_the_work_and_not_of_waiting():
    times = CpuStageTimes()
    with times.measure("network"):
        sum(range(300_000))
    assert times.ms["network"] > 0
