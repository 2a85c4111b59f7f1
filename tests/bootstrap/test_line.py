"""The whole line with real camera processes, a real database and a real connection; only the network is blind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import cv2
import psutil
import pytest

from inspector_app.bootstrap.line import build_line, run_line
from inspector_app.bootstrap.sources import FolderSource, SimulatedSource, SourceError
from inspector_app.cameras import RingReader
from inspector_app.domain.messages import GiveAnswer, SetFeed, SetProduct, StartShift, StopLine, UndoAnswer
from inspector_app.inspection.recipes import RecipeError
from inspector_app.records.locking import HomeBusyError
from inspector_app.records.reader import Reader
from inspector_app.settings.station import Settings
from inspector_app.station import LineClient, Watchdog
from tests.bootstrap.line_process import make_home, open_blind

ROOT = Path(__file__).parents[2]
SETTINGS = Settings()
GOOD = SimulatedSource(6000, defect_rate=0.0, mishap_rate=0.0)


@pytest.fixture(scope="module")
def ready_home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("ready"), products=2)


@pytest.fixture
def home(tmp_path, ready_home):
    home = make_home(tmp_path / "home", products=0)
    shutil.copytree(ready_home.recipes, home.recipes, dirs_exist_ok=True)
    return home


@pytest.fixture
def client(home):
    client = LineClient(home.run)
    client.start()
    yield client
    client.close()


@pytest.fixture
def watchdog(home):
    command = [sys.executable, "-m", "tests.bootstrap.line_process", str(home.path)]
    dog = Watchdog(command, home.run, restarted=["--restarted"])
    dog.start()
    yield dog
    dog.stop()


@pytest.fixture(autouse=True)
def from_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def gate_of(home):
    return json.loads((home.run / "gate.json").read_text())


def states(events):
    return [event for event in events if event.kind == "line_state"]


def inspections(home, limit=1000):
    with Reader(home) as reader:
        return list(reader.recent(limit))


def test_a_run_inspects_records_and_signals_every_part(home):
    result = run_line(home, SETTINGS, source=GOOD, parts=5, open_model=open_blind)
    answer = result.as_json()
    assert (answer["parts"], answer["lost_frames"], answer["unrecorded"]) == (5, 0, 0)
    assert answer["pass"] == 5
    kept = inspections(home)
    assert sorted(inspection.number for inspection in kept) == [1, 2, 3, 4, 5]
    assert all((home.path / view.image_path).is_file() for inspection in kept for view in inspection.views)
    assert gate_of(home)["good"] == 5
    assert run_line(home, SETTINGS, source=GOOD, parts=1, open_model=open_blind).parts == 1
    assert max(inspection.number for inspection in inspections(home)) >= 6


def test_eight_cameras_lose_nothing(tmp_path):
    home = make_home(tmp_path, views=8)
    slow = SimulatedSource(900, defect_rate=0.0, mishap_rate=0.0)
    answer = run_line(home, SETTINGS, source=slow, parts=3, open_model=open_blind).as_json()
    assert (answer["parts"], answer["pass"], answer["lost_frames"]) == (3, 3, 0)
    kept = inspections(home)
    assert [len(inspection.views) for inspection in kept] == [8, 8, 8]
    assert len({view.golden_path for view in kept[0].views}) == 8


def test_mishaps_never_pass(home):
    source = SimulatedSource(6000, line_seed=4, defect_rate=0.0, mishap_rate=1.0)
    answer = run_line(home, SETTINGS, source=source, parts=8, open_model=open_blind).as_json()
    assert answer["parts"] == 8
    assert answer["pass"] == 0
    assert gate_of(home)["good"] == 0


def test_a_second_line_on_one_home_is_refused(home):
    with (
        build_line(home, SETTINGS, source=GOOD, open_model=open_blind),
        pytest.raises(HomeBusyError, match="already works"),
        build_line(home, SETTINGS, source=GOOD, open_model=open_blind),
    ):
        pass
    command = [sys.executable, "-m", "tests.bootstrap.line_process", str(home.path)]
    with build_line(home, SETTINGS, source=GOOD, open_model=open_blind):
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 1
    assert "already works" in second.stderr


def test_what_is_missing_is_said_and_nothing_stays_open(home):
    with (
        pytest.raises(RecipeError, match="no-such"),
        build_line(home, SETTINGS, recipe="no-such", source=GOOD, open_model=open_blind),
    ):
        pass
    with (
        pytest.raises(Exception, match=r"holds no images|can't be read"),
        build_line(home, SETTINGS, source=FolderSource(home.path / "none"), open_model=open_blind),
    ):
        pass
    with build_line(home, SETTINGS, source=GOOD, open_model=open_blind):
        pass


def test_a_product_that_the_simulated_belt_does_not_bring_is_refused(home):
    text = (home.recipes / "demo" / "recipe.toml").read_text()
    (home.recipes / "demo" / "recipe.toml").write_text(text.replace('product = "', 'product = "other-'))
    with (
        pytest.raises(SourceError, match="comes along"),
        build_line(home, SETTINGS, source=GOOD, open_model=open_blind),
    ):
        pass


def test_a_folder_is_played_to_its_end_with_bad_files_named(home, tmp_path):
    golden = cv2.imread(str(home.recipes / "demo" / "golden-1.png"))
    for view, number in (("view 1", 1), ("view 2", 2)):
        folder = tmp_path / "play" / view / "images"
        folder.mkdir(parents=True)
        picture = cv2.imread(str(home.recipes / "demo" / f"golden-{number}.png"))
        for name in ("a", "b", "c"):
            assert cv2.imwrite(str(folder / f"{name}.png"), picture)
    (tmp_path / "play" / "view 1" / "images" / "b.png").write_bytes(b"broken")
    assert golden is not None
    result = run_line(home, SETTINGS, source=FolderSource(tmp_path / "play"), open_model=open_blind)
    assert result.as_json()["pass"] == 2
    assert len(inspections(home)) == 2


def test_windows_see_the_line_and_their_commands_reach_the_records(home, client, watchdog):
    events = []
    client.subscribe(events.append)
    assert client.wait_connected(30)
    assert client.send(StartShift(command_id=uuid4().hex, name="Early", operator="Bo")).ok
    until(lambda: any(event.kind == "part_inspected" for event in events))
    part = next(event for event in events if event.kind == "part_inspected")
    assert part.truth == "a good part"
    state = next(event for event in reversed(events) if event.kind == "line_state")
    assert state.demo
    assert state.products == ("controller-a1", "sensor-b2")
    assert RingReader(state.cameras[0].ring).newest().image.shape == (640, 640, 3)
    with Reader(home) as reader:
        assert reader.inspection(part.inspection_id) is not None
    override = GiveAnswer(
        command_id=uuid4().hex,
        inspection_id=part.inspection_id,
        answer="override",
        person="Bo",
        defect_class="open",
    )
    reply = client.send(override)
    assert reply.ok, reply.error
    assert client.send(UndoAnswer(command_id=uuid4().hex, person="Bo")).ok
    assert not client.send(UndoAnswer(command_id=uuid4().hex, person="Bo")).ok
    with Reader(home) as reader:
        assert len(reader.answers(part.inspection_id)) == 2
    assert client.send(SetProduct(command_id=uuid4().hex, product="sensor-b2"), timeout_s=20).ok
    events.clear()
    until(lambda: any(event.kind == "part_inspected" and event.number > part.number for event in events))
    until(lambda: [event for event in events if event.kind == "line_state"][-1].product == "sensor-b2")
    passed = [event for event in events if event.kind == "part_inspected"][-1]
    assert (passed.outcome, passed.truth) == ("PASS", "a good part")
    assert client.send(StopLine(command_id=uuid4().hex)).ok
    until(lambda: watchdog.state == "ended")


def cameras_of(line_pid):
    return [
        child
        for child in psutil.Process(line_pid).children()
        if "inspector_app.cameras.process" in child.cmdline()
    ]


def rings_of(cameras):
    mapped = [entry.path for camera in cameras for entry in camera.memory_maps()]
    return {Path(path) for path in mapped if Path(path).name.startswith("inspector-")}


def test_a_camera_killed_while_running_costs_no_part_without_image_its_reject(home, client, watchdog):
    events = []
    client.subscribe(events.append)
    until(lambda: any(event.kind == "part_inspected" for event in events))
    cameras_of(watchdog.pid)[0].kill()
    killed = time.monotonic()
    until(lambda: any(event.kind == "line_state" and not event.ready for event in events), seconds=1.5)
    until(lambda: [event for event in events if event.kind == "line_state"][-1].ready, seconds=10)
    assert time.monotonic() - killed < 8
    count = len(events)
    until(lambda: any(event.kind == "part_inspected" for event in events[count:]))
    for event in events:
        if event.kind == "part_inspected" and len(event.views) < 2:
            assert (event.outcome, event.signal) == ("REVIEW", "REJECT")
    assert any("gives no images" in event.text for event in events if event.kind == "notice")


def test_a_killed_line_is_back_and_the_gate_has_held_what_came_meanwhile(home, client, watchdog):
    events = []
    client.subscribe(events.append)
    until(lambda: sum(event.kind == "part_inspected" for event in events) >= 2)
    first, orphans = watchdog.pid, cameras_of(watchdog.pid)
    os.kill(first, signal.SIGKILL)
    killed = time.monotonic()
    before = len(events)
    until(
        lambda: (
            client.connected
            and watchdog.pid not in {first, None}
            and any(event.kind == "line_state" for event in events[before:])
        )
    )
    assert time.monotonic() - killed < 15
    until(lambda: states(events[before:]) and states(events[before:])[-1].state == "paused")
    assert not states(events[before:])[-1].ready
    assert "until a person starts it" in states(events[before:])[-1].detail
    assert not any(event.kind == "part_inspected" for event in events[before:])
    assert client.send(SetFeed(command_id=uuid4().hex, running=True)).ok
    until(lambda: any(event.kind == "part_inspected" for event in events[before:]))
    until(
        lambda: not any(orphan.is_running() and orphan.status() != psutil.STATUS_ZOMBIE for orphan in orphans)
    )
    assert watchdog.restarts == 1
    watchdog.stop()
    gate, kept = gate_of(home), inspections(home)
    accepted = [inspection for inspection in kept if inspection.signal == "ACCEPT"]
    assert gate["without_signal"] >= 1
    assert gate["good"] <= len(accepted)
    assert gate["good"] + gate["held"] == gate["last_number"]
    numbers = [inspection.number for inspection in kept]
    assert len(numbers) == len(set(numbers))


def test_a_feed_stopped_at_the_bench_stays_stopped_over_a_kill_until_a_person_starts_it(
    home, client, watchdog
):
    events = []
    client.subscribe(events.append)
    until(lambda: any(event.kind == "part_inspected" for event in events))
    assert client.send(SetFeed(command_id=uuid4().hex, running=False)).ok
    first = watchdog.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: watchdog.pid not in {first, None} and client.connected)
    before = len(events)
    until(lambda: states(events[before:]) and states(events[before:])[-1].state == "paused")
    assert states(events)[-1].detail == (
        "stopped until a person starts it (F8): the feed was stopped at the bench"
    )
    assert client.send(SetFeed(command_id=uuid4().hex, running=True)).ok
    until(lambda: any(event.kind == "part_inspected" for event in events[before:]))


def test_an_orderly_end_leaves_no_process_no_ring_and_no_socket(home):
    command = [sys.executable, "-m", "tests.bootstrap.line_process", str(home.path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as line:
        until(lambda: (home.run / "gate.json").exists() and gate_of(home)["last_number"] >= 2)
        cameras = cameras_of(line.pid)
        rings = rings_of(cameras)
        assert len(rings) == 2
        line.send_signal(signal.SIGTERM)
        assert line.wait(20) == 0
    assert not any(camera.is_running() for camera in cameras)
    assert not any(ring.exists() for ring in rings)
    assert not (home.run / "line.sock").exists()
    assert not (home.run / "line.beat").exists()
    assert gate_of(home)["good"] + gate_of(home)["held"] == gate_of(home)["last_number"]
