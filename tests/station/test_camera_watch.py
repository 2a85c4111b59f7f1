"""What people are told when a spare camera takes over, and when nothing could."""

from types import SimpleNamespace

import pytest

from inspector_app.domain.messages import CameraState
from inspector_app.station.camera_watch import CameraWatch


class Floor:
    """What the watch uses of the floor."""

    def __init__(self):
        self.state = CameraState(
            view="top", state="live", ring=None, frame_age_s=0, fps=5, gaps=0, camera="usb 1"
        )
        self.told, self.kept, self.trial_views = [], [], frozenset()
        self.tools = SimpleNamespace(cameras=SimpleNamespace(lost_frames=0, states=lambda: (self.state,)))

    def tell(self, level, text):
        self.told.append((level, text))

    def keep_event(self, kind, text, source):
        self.kept.append((kind, text, source))
        return "e1"

    def close_event(self, event):
        pass

    def becomes(self, **changes):
        self.state = self.state.model_copy(update=changes)


@pytest.fixture
def floor():
    return Floor()


def test_a_spare_that_takes_over_is_an_alarm_kept_and_its_first_part_a_reference(floor):
    watch = CameraWatch(floor)
    watch.look()
    assert floor.told == []
    floor.becomes(camera="usb 2", spare_at_work=True)
    watch.look()
    watch.look()
    assert [level for level, _ in floor.told] == ["alarm"]
    assert "usb 2 has taken over from usb 1" in floor.told[0][1]
    assert floor.kept[0][0] == "alarm"
    assert floor.kept[0][2] == "top"
    assert floor.trial_views == {"top"}


def test_the_way_back_is_news_and_a_reference_too(floor):
    floor.becomes(camera="usb 2", spare_at_work=True)
    watch = CameraWatch(floor)
    watch.look()
    floor.becomes(camera="usb 1", spare_at_work=False)
    watch.look()
    assert floor.told[0][0] == "info"
    assert floor.trial_views == {"top"}


def test_no_camera_in_reserve_is_a_warning_once_each_time(floor):
    watch = CameraWatch(floor)
    for _ in range(2):
        floor.becomes(standby_lost="Spare: its process ended (-9)")
        watch.look()
        watch.look()
        floor.becomes(standby_lost="")
        watch.look()
    assert [level for level, _ in floor.told] == ["warning", "warning"]
