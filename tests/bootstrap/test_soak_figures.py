"""Memory and CPU figures from samples whose truth is known, and samples of real processes."""

import subprocess
import sys
import time

import pytest

from inspector_app.bootstrap.process_tree import ProcessUse, busy_s, kind_of, look_at, memory_measure
from inspector_app.bootstrap.soak_figures import Sample, cpu_figures, memory_figures


def sample(at_s, *, window=100.0, cameras=(50.0, 60.0)):
    uses = [ProcessUse(1, "window", window, at_s * 0.5)]
    uses += [ProcessUse(10 + i, "cameras", mb, at_s * 0.1) for i, mb in enumerate(cameras)]
    return Sample(at_s, tuple(uses), at_s * 1.5)


def test_memory_that_grows_shows_in_its_process_and_in_the_sum():
    # 1 MB in 36 s are 100 MB an hour
    figures = memory_figures([sample(at, window=100 + at / 36) for at in range(0, 360, 36)])
    assert figures["window"]["slope_mb_per_hour"] == pytest.approx(100)
    assert figures["cameras"]["slope_mb_per_hour"] == pytest.approx(0, abs=1e-6)
    assert figures["sum"]["slope_mb_per_hour"] == pytest.approx(100)
    assert figures["sum"]["slope_interval"] == [pytest.approx(100), pytest.approx(100)]
    assert (figures["sum"]["first_mb"], figures["sum"]["largest_mb"]) == (
        pytest.approx(210),
        pytest.approx(219),
    )
    assert figures["camera 2"]["last_mb"] == 60


def test_cpu_is_cores_between_first_and_last_sample():
    figures = cpu_figures([sample(at) for at in (10, 20, 30)])
    assert figures["window"] == pytest.approx(0.5)
    assert figures["cameras"] == pytest.approx(0.2)
    assert figures["sum"] == pytest.approx(0.7)
    assert figures["machine"] == pytest.approx(1.5)


def test_a_process_that_was_started_again_is_not_counted_twice():
    before = Sample(0.0, (ProcessUse(7, "line", 300.0, 500.0),))
    after = Sample(10.0, (ProcessUse(8, "line", 300.0, 5.0),))
    assert cpu_figures([before, after])["line"] == 0
    assert memory_figures([before, after])["line"]["last_mb"] == 300


def test_nothing_measured_gives_no_figures():
    assert memory_figures([])["sum"]["slope_mb_per_hour"] is None
    assert cpu_figures([]) == {}


def test_processes_are_told_apart_by_what_they_run():
    assert kind_of(["python", "-m", "x", "demo"], is_window=True) == "window"
    assert kind_of(["python", "-m", "inspector_app.cli.main", "run", "--stay"], is_window=False) == "line"
    assert kind_of(["python", "-m", "inspector_app.cameras.process", "{}"], is_window=False) == "cameras"
    assert kind_of(["python", "-m", "inspector_app.cli.main", "report", "shift"], is_window=False) == "jobs"


def test_a_tree_of_real_processes_is_seen_and_one_that_is_gone_is_not():
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(30)'])"
    with subprocess.Popen([sys.executable, "-c", child]) as parent:
        try:
            uses = []
            while len(uses) < 2:
                uses = look_at(parent.pid)
                assert parent.poll() is None
            assert [use.kind for use in uses] == ["window", "jobs"]
            assert all(use.memory_mb > 1 for use in uses)
        finally:
            for use in reversed(look_at(parent.pid)):
                subprocess.run(["kill", str(use.pid)], check=False)
    assert look_at(parent.pid) == []
    assert memory_measure() in {"pss", "uss"}
    assert busy_s() > 0


def test_a_process_knows_how_old_it_is():
    words = "from inspector_app.bootstrap.process_tree import own_age_s; print(own_age_s())"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    # the clock of the system's ticks is read in hundredths
    assert 0 < float(done.stdout) <= time.monotonic() - began + 0.02
