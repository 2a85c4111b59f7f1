"""One list of detections from those of overlapping tiles: each defect once, and none lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspector_app.domain.geometry import Box
from inspector_app.imaging.decoding import Detections
from inspector_app.imaging.masks import Mask, joined_masks
from inspector_app.imaging.tiling import Tile

_CUT = 3.0  # px; a box that comes this near to its tile's edge may go on beyond it
_BESIDE = 0.5  # share of the thinner of two pieces that must lie beside the other


@dataclass(slots=True)
class _Defect:
    """A defect as found so far; `boxes` holds the piece that each tile saw, `masks` what they cover."""

    boxes: dict[int, Box]
    whole: Box
    score: float
    defect_class: int
    masks: list[Mask]


def merge_tiles(
    tiles: Sequence[Tile],
    found: Sequence[Detections],
    *,
    iou: float = 0.5,
    contained: float = 0.6,
    max_findings: int = 100,
) -> Detections:
    """Detections of all tiles (`found[i]` in px of `tiles[i]`) in px of the view, by falling score.

    Boxes of two tiles are one defect where they overlap by `iou`, where the smaller lies `contained` in the
    other (a stump beside the whole), or where a tile's edge cut one and the other goes on there (a defect
    longer than the overlap). They are joined under the better score and its class, so that the size is right;
    the whole covers what any of them covers.
    """
    if len(tiles) != len(found):
        raise ValueError(f"tiles: {len(tiles)} tiles, but detections of {len(found)}")
    defects: list[_Defect] = []
    for score, index, box, defect_class, masks in _pieces(tiles, found):
        same = _same(defects, box, index, tiles, (iou, contained))
        if same is None:
            defects.append(_Defect({index: box}, box, score, defect_class, masks))
        else:
            same.boxes[index] = box
            same.whole = _around(same.whole, box)
            same.masks += masks
    outlined = any(one.masks is not None for one in found)
    return _as_detections(defects[:max_findings], outlined=outlined)


def _pieces(
    tiles: Sequence[Tile], found: Sequence[Detections]
) -> list[tuple[float, int, Box, int, list[Mask]]]:
    """(score, tile, box in px of the view, class, its mask if there is one) by falling score."""
    pieces = [
        (float(score), index, _moved(row.tolist(), tile), int(defect_class), _mask_of(one, number, tile))
        for index, (tile, one) in enumerate(zip(tiles, found, strict=True))
        for number, (row, score, defect_class) in enumerate(
            zip(one.boxes, one.scores, one.classes, strict=True)
        )
    ]
    return sorted(pieces, key=lambda piece: -piece[0])


def _mask_of(found: Detections, number: int, tile: Tile) -> list[Mask]:
    return [] if found.masks is None else [found.masks[number].moved(tile.x, tile.y)]


def _moved(corners: list[float], tile: Tile) -> Box:
    left, top, right, bottom = corners
    return Box(left + tile.x, top + tile.y, right + tile.x, bottom + tile.y)


def _same(
    defects: list[_Defect], box: Box, index: int, tiles: Sequence[Tile], limits: tuple[float, float]
) -> _Defect | None:
    """The defect that this box is another view of; a tile's own boxes are told apart already."""
    for defect in defects:
        if index in defect.boxes:
            continue
        if any(_one(box, tiles[index], other, tiles[its], limits) for its, other in defect.boxes.items()):
            return defect
    return None


def _one(box: Box, tile: Tile, other: Box, its_tile: Tile, limits: tuple[float, float]) -> bool:
    width = min(box.x2, other.x2) - max(box.x1, other.x1)
    height = min(box.y2, other.y2) - max(box.y1, other.y1)
    if width <= 0 or height <= 0:
        return False
    if box.iou(other) > limits[0] or width * height > limits[1] * min(box.area, other.area):
        return True
    cut_across = _cut_across(box, tile) or _cut_across(other, its_tile)
    cut_down = _cut_down(box, tile) or _cut_down(other, its_tile)
    return (cut_across and height >= _BESIDE * min(box.height, other.height)) or (
        cut_down and width >= _BESIDE * min(box.width, other.width)
    )


def _cut_across(box: Box, tile: Tile) -> bool:
    return box.x1 - tile.x < _CUT or tile.x + tile.side - box.x2 < _CUT


def _cut_down(box: Box, tile: Tile) -> bool:
    return box.y1 - tile.y < _CUT or tile.y + tile.side - box.y2 < _CUT


def _around(one: Box, other: Box) -> Box:
    return Box(min(one.x1, other.x1), min(one.y1, other.y1), max(one.x2, other.x2), max(one.y2, other.y2))


def _as_detections(defects: list[_Defect], *, outlined: bool) -> Detections:
    return Detections(
        np.array([defect.whole.as_tuple() for defect in defects], np.float32).reshape(-1, 4),
        np.array([defect.score for defect in defects], np.float32),
        np.array([defect.defect_class for defect in defects], np.intp),
        tuple(joined_masks(defect.masks) for defect in defects) if outlined else None,
    )
