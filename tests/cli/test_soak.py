"""A small soak with the model that ships: every figure is there. None is judged: the machine that tests may be busy."""

import json
import os
import sys

import pytest

from inspector_app.bootstrap.demo_home import SHIPPED_MODEL
from inspector_app.model_packages.shelf import SHIPPED
from tests.cli.running import inspector

pytestmark = [
    pytest.mark.skipif(
        not (SHIPPED / SHIPPED_MODEL / "card.json").is_file(),
        reason=f"no model package at {SHIPPED / SHIPPED_MODEL}",
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="not tested on Windows"),
]


@pytest.fixture
def display(monkeypatch):
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def test_a_soak_measures_losses_latency_the_window_memory_and_cpu(display):
    done = inspector("soak", "--seconds", "20", "--every", "1", "--json", timeout=110)
    assert done.returncode in {0, 1}, done.stderr
    result = json.loads(done.stdout)
    assert result["held"] == (done.returncode == 0)
    line = result["line"]
    assert line["parts"] > 3
    assert {"lost_frames", "missed_parts", "late", "skipped_live_frames"} <= line.keys()
    assert 0 < line["latency_ms"]["p50"] <= line["latency_ms"]["p99"]
    assert 0 <= result["window"]["event_loop_p99_ms"] <= result["window"]["event_loop_worst_ms"]
    memory = result["memory"]
    assert memory["samples"] >= 5
    assert {"window", "line", "cameras", "camera 1", "camera 2"} <= memory.keys()
    parts = memory["window"]["last_mb"] + memory["line"]["last_mb"] + memory["cameras"]["last_mb"]
    assert memory["sum"]["last_mb"] == pytest.approx(parts)
    assert memory["sum"]["slope_interval"][0] <= memory["sum"]["slope_mb_per_hour"]
    assert 0 < result["cpu_cores"]["line"] < result["cpu_cores"]["sum"]
    assert result["images"]["kept"] > 0


def test_without_a_display_it_says_what_to_do(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = inspector("soak", "--json")
    assert done.returncode == 1
    assert "xvfb-run" in json.loads(done.stdout)["error"]


def test_a_demo_that_does_not_come_up_is_said(display, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    done = inspector("soak", "--seconds", "15", "--json", "--home", str(file))
    assert done.returncode == 1
    assert "can't be written" in json.loads(done.stdout)["error"]
