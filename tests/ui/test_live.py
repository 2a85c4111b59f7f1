import time

import pytest
from PySide6.QtCore import QRect, QSize

from inspector_app.domain.messages import CameraState
from inspector_app.ui.bench.live_tile import stale_after_s
from inspector_app.ui.bench.live_wall import best_columns
from tests.ui.conftest import Bench
from tests.ui.fakes import line_state


def camera(view: str, state: str = "live") -> CameraState:
    return CameraState(view=view, state=state, ring=f"/ring/{view}", frame_age_s=0.1, fps=5, gaps=0)


def colours(bench: Bench, view: str) -> bool:
    """Whether the middle of the picture is shown in colour."""
    tile = bench.screen.widgets.live.tiles[view]
    image = tile.grab(QRect(0, 30, tile.width(), tile.height() // 3)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return any(abs(pixel.green() - pixel.red()) > 25 for pixel in pixels)


def test_live_pictures_run(bench: Bench) -> None:
    bench.start()
    tiles = bench.screen.widgets.live.tiles
    bench.qtbot.waitUntil(lambda: all(not tile.frozen for tile in tiles.values()))
    assert list(tiles) == ["top", "bottom"]
    assert colours(bench, "top")


def test_a_frozen_feed_is_grey_hatched_and_says_for_how_long(bench: Bench) -> None:
    bench.start()
    tile = bench.screen.widgets.live.tiles["top"]
    bench.qtbot.waitUntil(lambda: not tile.frozen)
    bench.station.frames.frozen = True
    bench.qtbot.waitUntil(lambda: tile.frozen, timeout=4000)
    assert tile.words.startswith("no live image, 1 s")
    assert not colours(bench, "top")


def test_a_stuck_reader_cannot_make_a_picture_look_live(bench: Bench) -> None:
    bench.start()
    tile = bench.screen.widgets.live.tiles["top"]
    bench.qtbot.waitUntil(lambda: not tile.frozen)

    def stuck(_ring: str) -> None:
        time.sleep(2.5)

    bench.station.frames.newest = stuck
    bench.qtbot.waitUntil(lambda: tile.frozen, timeout=4000)


def test_a_camera_that_is_not_live_is_frozen_at_once_and_says_why(bench: Bench) -> None:
    bench.start()
    tile = bench.screen.widgets.live.tiles["top"]
    bench.qtbot.waitUntil(lambda: not tile.frozen)
    bench.station.line.tell(line_state(cameras=(camera("top", "restarting"), camera("bottom"))))
    bench.qtbot.waitUntil(lambda: tile.frozen)
    assert "camera restarting" in tile.words


@pytest.mark.parametrize("count", [1, 3, 8])
def test_one_to_eight_views_find_their_place(bench: Bench, count: int) -> None:
    views = [f"view {number}" for number in range(count)]
    bench.start(cameras=tuple(camera(view) for view in views))
    wall = bench.screen.widgets.live
    bench.qtbot.waitUntil(lambda: list(wall.tiles) == views)
    bench.qtbot.wait(30)
    rects = [tile.geometry() for tile in wall.tiles.values()]
    assert all(wall.rect().contains(rect) for rect in rects)
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])


def test_the_tiles_are_as_square_as_the_wall_allows() -> None:
    assert best_columns(2, 210, 500) == 1
    assert best_columns(2, 500, 210) == 2
    assert best_columns(8, 300, 600) == 2
    assert best_columns(0, 300, 600) == 1


def test_a_picture_is_stale_after_four_frames_but_never_later_than_five_seconds() -> None:
    assert stale_after_s(30) == 1.0
    assert stale_after_s(2) == 2.0
    assert stale_after_s(0.1) == 5.0
    assert stale_after_s(0) == 5.0


def test_frames_are_made_small_in_the_worker(bench: Bench) -> None:
    bench.station.frames.size = 2000
    bench.station.frames.__post_init__()
    bench.start()
    tile = bench.screen.widgets.live.tiles["top"]
    bench.qtbot.waitUntil(lambda: not tile.frozen)
    room = tile.picture_size()
    assert isinstance(room, QSize)
    assert tile._image.width() <= room.width()
