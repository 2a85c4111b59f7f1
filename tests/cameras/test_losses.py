"""When lost frames are too many."""

from inspector_app.cameras.link import CameraAlive, CameraSetup
from inspector_app.cameras.losses import Losses
from inspector_app.cameras.mailbox import Mailbox
from inspector_app.cameras.station_camera import StationCamera


def noted(*counts):
    losses = Losses()
    for now, frames, thrown in counts:
        losses.note(now, frames, thrown)
    return losses


def test_a_few_of_many_are_no_alarm():
    assert not noted((1, 10, 2)).too_many
    assert not noted((1, 1000, 9)).too_many


def test_more_than_one_in_a_hundred_is():
    assert noted((1, 100, 5)).too_many.startswith("5 frames came damaged")


def test_what_lies_more_than_a_minute_back_is_forgotten():
    assert noted((1, 100, 50), (30, 400, 50)).too_many
    assert not noted((1, 100, 50), (30, 400, 50), (95, 900, 50), (96, 910, 50)).too_many


def test_frames_lost_between_parts_are_no_gap_between_parts():
    """Gaps on two parts running stop the line; a torn live picture must not."""
    setup = CameraSetup(view="top", kind="folder", run_folder="")
    camera = StationCamera(setup, Mailbox([setup.place]))
    camera._note(CameraAlive(frames=10, skipped=0, thrown=9))
    state = camera.state()
    assert (state.gaps, state.thrown) == (0, 9)
    assert state.losing
