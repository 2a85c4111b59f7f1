"""A video file as a camera: a frame a part, once or in a loop."""

import pytest

from inspector_app.cameras.kind import CaptureError, OpenError
from inspector_app.cameras.link import TriggerOrder
from inspector_app.cameras.video import open_video
from inspector_app.settings.camera_sections import VideoCamera
from tests.cameras.video_files import number_of, write_video

ORDER = TriggerOrder(part_id="p", number=1)


@pytest.fixture
def opened():
    kinds = []

    def open_one(path, **keys):
        kinds.append(open_video(VideoCamera(kind="video", view="top", file=str(path), **keys)))
        return kinds[-1]

    yield open_one
    for kind in kinds:
        kind.close()


def test_each_part_is_the_next_frame_and_the_file_begins_again(tmp_path, opened):
    kind = opened(write_video(tmp_path / "a.avi"))
    assert number_of(kind.live().image) == 0
    seen = []
    for number in range(12):
        shot = kind.capture(ORDER)
        seen.append(number_of(shot.image))
        assert shot.device_frame_id == number + 1
        assert number_of(kind.live().image) == seen[-1], "a live picture takes nothing from the parts"
        if number % 2:
            kind.prepare()
    assert seen == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1]


def test_at_the_end_of_a_file_that_is_played_once_there_is_no_frame(tmp_path, opened):
    kind = opened(write_video(tmp_path / "a.avi", frames=2), loop=False)
    kind.capture(ORDER)
    kind.capture(ORDER)
    kind.prepare()
    for _ in range(2):
        with pytest.raises(CaptureError, match=r"a\.avi is at its end"):
            kind.capture(ORDER)


@pytest.mark.parametrize("content", [None, b"", b"no video"])
def test_a_file_that_is_no_video_is_named(tmp_path, opened, content):
    path = tmp_path / "b.avi"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OpenError, match=r"b\.avi"):
        opened(path)
