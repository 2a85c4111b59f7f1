"""A defect is found once, whole, wherever the tiles' borders run."""

from dataclasses import replace

import numpy as np
import pytest

from inspector_app.imaging import Detections, Mask, merge_tiles, plan_tiles


def seen_by(tiles, *boxes):
    """What a perfect network finds in each tile: every box, cut at the tile's edges, from 6 px on."""
    found = []
    for tile in tiles:
        rows, scores, classes = [], [], []
        for defect_class, box in enumerate(boxes):
            low = np.maximum(np.array(box[:2]) - (tile.x, tile.y), 0)
            high = np.minimum(np.array(box[2:]) - (tile.x, tile.y), tile.side)
            if (high - low >= 6).all():
                rows.append([*low, *high])
                scores.append(0.5 + 0.4 * np.prod(high - low) / np.prod(np.array(box[2:]) - box[:2]))
                classes.append(defect_class)
        found.append(
            Detections(
                np.array(rows, np.float32).reshape(-1, 4),
                np.array(scores, np.float32),
                np.array(classes, np.intp),
            )
        )
    return found


@pytest.mark.parametrize("offset", range(-40, 700, 9))
def test_a_defect_anywhere_is_found_once_and_whole(offset):
    tiles = plan_tiles(1300, 1300)
    box = (offset + 60, offset + 55, offset + 85, offset + 75)
    merged = merge_tiles(tiles, seen_by(tiles, box))
    assert merged.boxes.tolist() == [list(box)]


@pytest.mark.parametrize("box", [(300, 100, 1100, 112), (100, 200, 110, 1290), (500, 500, 700, 700)])
def test_a_defect_longer_than_the_overlap_keeps_its_size(box):
    tiles = plan_tiles(1300, 1300)
    merged = merge_tiles(tiles, seen_by(tiles, box))
    assert merged.boxes.tolist() == [list(box)]


def test_neighbours_stay_apart():
    tiles = plan_tiles(1300, 1300)
    boxes = (600, 600, 620, 620), (624, 600, 644, 620), (600, 626, 620, 646)
    merged = merge_tiles(tiles, seen_by(tiles, *boxes))
    assert sorted(merged.boxes.tolist()) == sorted(list(box) for box in boxes)
    assert sorted(merged.classes.tolist()) == [0, 1, 2]


def test_the_better_score_names_the_class_and_comes_first():
    tiles = plan_tiles(1216, 640)
    one = Detections(np.array([[590, 10, 610, 30]], np.float32), np.array([0.6], np.float32), np.array([2]))
    other = Detections(
        np.array([[14, 10, 34, 30], [300, 300, 320, 320]], np.float32),
        np.array([0.9, 0.95], np.float32),
        np.array([4, 1]),
    )
    merged = merge_tiles(tiles, [one, other])
    assert merged.classes.tolist() == [1, 4]
    assert merged.scores.tolist() == pytest.approx([0.95, 0.9])
    assert merged.boxes[1].tolist() == [590, 10, 610, 30]


def test_two_boxes_of_one_tile_are_left_alone():
    (tile,) = tiles = plan_tiles(640, 640)
    inside = Detections(
        np.array([[10, 10, 110, 110], [20, 20, 40, 40]], np.float32),
        np.array([0.9, 0.8], np.float32),
        np.array([0, 1]),
    )
    assert tile.side == 640
    assert len(merge_tiles(tiles, [inside])) == 2


def test_nothing_and_a_wrong_count():
    tiles = plan_tiles(1300, 1300)
    assert len(merge_tiles(tiles, seen_by(tiles))) == 0
    with pytest.raises(ValueError, match="9 tiles"):
        merge_tiles(tiles, seen_by(tiles)[:3])


def covered(tile, box):
    """The mask of a box that a tile sees all of what it covers, in px of the tile."""
    x1, y1 = max(0, box[0] - tile.x), max(0, box[1] - tile.y)
    x2, y2 = min(tile.side, box[2] - tile.x), min(tile.side, box[3] - tile.y)
    return Mask(x1, y1, np.ones((max(0, y2 - y1), max(0, x2 - x1)), np.uint8))


@pytest.mark.parametrize("box", [(300, 100, 1100, 112), (100, 200, 110, 1290), (630, 630, 660, 660)])
def test_what_tiles_see_of_a_defect_is_covered_once_and_whole(box):
    tiles = plan_tiles(1300, 1300)
    found = [
        replace(one, masks=tuple(covered(tile, box) for _ in range(len(one))))
        for tile, one in zip(tiles, seen_by(tiles, box), strict=True)
    ]
    (mask,) = merge_tiles(tiles, found).masks
    assert (mask.x, mask.y) == box[:2]
    assert mask.area_px == (box[2] - box[0]) * (box[3] - box[1])


def test_tiles_of_boxes_have_no_masks_and_empty_ones_of_outlines_have_none_to_give():
    tiles = plan_tiles(1300, 1300)
    assert merge_tiles(tiles, seen_by(tiles, (10, 10, 40, 40))).masks is None
    nothing = [replace(one, masks=()) for one in seen_by(tiles)]
    assert merge_tiles(tiles, nothing).masks == ()
