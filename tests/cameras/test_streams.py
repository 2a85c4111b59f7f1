"""Network streams, really served on loopback: newest frame only, cut and opened anew, no password in a message."""

import time

import pytest

from inspector_app.cameras import CameraGroup, CameraSetup
from inspector_app.cameras.kind import LostError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.rtsp import _with_password, open_rtsp
from inspector_app.domain.part import Part, new_id
from inspector_app.settings.camera_sections import RtspCamera
from tests.cameras.served_video import SIDE, Http, Rtsp, Server
from tests.cameras.waiting import until

ORDER = TriggerOrder(part_id="p", number=1)


@pytest.fixture(params=["http", "rtsp"])
def served(request):
    servers = []

    def serve(**keys):
        servers.append(Server({"http": Http, "rtsp": Rtsp}[request.param], **keys))
        return servers[-1], f"{request.param}://127.0.0.1:{servers[-1].port}/live"

    yield serve
    for server in servers:
        server.cut()


def camera(url, **keys):
    return RtspCamera(kind="rtsp", view="top", url=url, **({"latency_ms": 20} | keys))


@pytest.fixture
def opened():
    kinds = []

    def open_one(section):
        kinds.append(open_rtsp(section))
        return kinds[-1]

    yield open_one
    for kind in kinds:
        kind.close()


def test_a_part_gets_a_frame_that_arrived_later_than_its_trigger_by_the_latency(served, opened):
    _, url = served()
    kind = opened(camera(url, latency_ms=100))
    asked = time.monotonic()
    shot = kind.capture(ORDER)
    assert shot.image.shape == (SIDE, SIDE, 3)
    assert asked <= shot.monotonic_s <= time.monotonic() - 0.1


def test_what_was_not_asked_for_in_time_never_piles_up(served, opened):
    _, url = served(fps=50)
    kind = opened(camera(url))
    before = kind.capture(ORDER).device_frame_id
    time.sleep(1.0)
    shot = kind.capture(ORDER)
    assert shot.device_frame_id > before + 10, "frames in between are gone, not waiting"
    assert time.monotonic() - shot.monotonic_s < 0.5


def test_a_stream_that_says_nothing_more_is_given_up(served, opened, monkeypatch):
    monkeypatch.setattr("inspector_app.cameras.opencv_stream._NO_FRAME_S", 0.5)
    server, url = served()
    kind = opened(camera(url))
    server.mute.set()
    with pytest.raises(LostError, match="no frame came"):
        until(lambda: kind.live() and False)


def test_a_stream_that_was_cut_is_opened_anew_as_soon_as_it_is_there(served, tmp_path):
    server, url = served()
    setup = CameraSetup(view="top", kind="device", run_folder=str(tmp_path), device=camera(url))
    group = CameraGroup([setup], lambda part: None)
    try:
        group.start()
        assert group.wait_live(20), group.states()
        server.cut()
        until(lambda: not group.all_live)
        part = Part(new_id(), 1)
        group.trigger(part)
        assert group.collect(part, 0.2) == {}
        until(lambda: group.states()[0].state == "fault")
        assert url in group.states()[0].detail
        again, _ = served(port=server.port)
        assert group.wait_live(20), group.states()
        assert again.connections
        part = Part(new_id(), 2)
        group.trigger(part)
        assert set(group.collect(part, 2)) == {"top"}
    finally:
        group.close()


def test_nobody_listens():
    with pytest.raises(OpenError, match="can't be opened"):
        open_rtsp(camera("http://127.0.0.1:9/live"))


def test_a_password_comes_from_the_environment_and_is_in_no_message(monkeypatch):
    monkeypatch.setenv("INSPECTOR_RTSP_PASSWORD", "p@ss/word")
    section = camera("rtsp://viewer@127.0.0.1:9/live")
    assert _with_password(section) == "rtsp://viewer:p%40ss%2Fword@127.0.0.1:9/live"
    with pytest.raises(OpenError) as refused:
        open_rtsp(section)
    assert "word" not in str(refused.value).replace("password", "")
