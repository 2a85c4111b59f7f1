"""Views larger than the network's input: tiles that overlap, and one list of findings from all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.decoding import Detections
from inspector_app.imaging.preprocessing import NEUTRAL


@dataclass(frozen=True, slots=True)
class Tile:
    """One square cut of a view, in px of the view; what lies beyond the view's edge is padded."""

    x: int
    y: int
    side: int


def plan_tiles(width: int, height: int, tile: int = 640, overlap: int = 64) -> tuple[Tile, ...]:
    """Tiles of `tile` px that cover a view, neighbours sharing at least `overlap` px.

    A view smaller than a tile gets one, padded. ValueError unless 0 <= overlap < tile and the view has pixels.
    """
    if not 0 <= overlap < tile:
        raise ValueError(f"tiles: an overlap of {overlap} px does not fit tiles of {tile} px")
    if min(width, height) < 1:
        raise ValueError(f"tiles: a view of {width}x{height} px has no pixels")
    return tuple(
        Tile(x, y, tile) for y in _starts(height, tile, overlap) for x in _starts(width, tile, overlap)
    )


def _starts(length: int, tile: int, overlap: int) -> list[int]:
    if length <= tile:
        return [0]
    count = math.ceil((length - overlap) / (tile - overlap))
    return [round(index * (length - tile) / (count - 1)) for index in range(count)]


def cut_tile(network_image: NDArray[np.uint8], tile: Tile) -> NDArray[np.uint8]:
    """(side, side, 3) of a `network_input`; padding is mid gray in all channels: image = golden, no difference."""
    cut = network_image[tile.y : tile.y + tile.side, tile.x : tile.x + tile.side]
    below, right = tile.side - cut.shape[0], tile.side - cut.shape[1]
    if below or right:
        cut = np.asarray(
            cv2.copyMakeBorder(cut, 0, below, 0, right, cv2.BORDER_CONSTANT, value=(NEUTRAL,) * 3), np.uint8
        )
    return np.ascontiguousarray(cut)


def merge_tiles(
    tiles: Sequence[Tile], found: Sequence[Detections], *, iou: float = 0.5, contained: float = 0.6,
    max_findings: int = 100,
) -> Detections:
    """Detections of all tiles in px of the view, each defect once, by falling score.

    Two boxes of different tiles are one defect where they overlap by `iou`, or where the smaller lies
    `contained` inside the other: a defect cut by a border shows whole in one tile and as a stump in the next. The
    stump is dropped and the larger box keeps the better score; where both were cut (a defect longer than
    the overlap) they are joined, so nothing is lost.
    """
    if len(tiles) != len(found):
        raise ValueError(f"tiles: {len(tiles)} tiles, but detections of {len(found)}")
    pieces = [_Piece.of(tile, index, one) for index, (tile, one) in enumerate(zip(tiles, found, strict=True))]
    if not any(len(piece.scores) for piece in pieces):
        return Detections(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, np.intp))
    boxes, scores, classes, owners = (np.concatenate(part) for part in zip(*(p.parts for p in pieces), strict=True))
    return _merge(boxes, scores, classes, owners, iou, contained, max_findings)


@dataclass(frozen=True, slots=True)
class _Piece:
    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    classes: NDArray[np.intp]
    owner: NDArray[np.intp]

    @classmethod
    def of(cls, tile: Tile, index: int, found: Detections) -> _Piece:
        shift = np.array([tile.x, tile.y, tile.x, tile.y], np.float32)
        return cls(found.boxes + shift, found.scores, found.classes, np.full(len(found), index, np.intp))

    @property
    def parts(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp], NDArray[np.intp]]:
        return self.boxes, self.scores, self.classes, self.owner


def _merge(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], classes: NDArray[np.intp], owners: NDArray[np.intp],
    iou: float, contained: float, most: int,
) -> Detections:
    order = np.argsort(-scores, kind="stable")
    kept_boxes: list[NDArray[np.float32]] = []
    kept: list[int] = []
    for index in order:
        same = _same_defect(boxes[index], owners[index], kept_boxes, [int(owners[k]) for k in kept], iou, contained)
        if same is None:
            kept.append(int(index))
            kept_boxes.append(boxes[index].copy())
        else:
            kept_boxes[same] = _join(kept_boxes[same], boxes[index])
    kept, kept_boxes = kept[:most], kept_boxes[:most]
    return Detections(np.array(kept_boxes, np.float32).reshape(-1, 4), scores[kept], classes[kept])


def _same_defect(
    box: NDArray[np.float32], owner: int, kept: list[NDArray[np.float32]], owners: list[int],
    iou: float, contained: float,
) -> int | None:
    """Which kept box of another tile is this defect, if any."""
    for index, (other, its_owner) in enumerate(zip(kept, owners, strict=True)):
        if its_owner == owner:
            continue  # the network's own suppression has decided about those already
        shared = _area(np.concatenate((np.maximum(box[:2], other[:2]), np.minimum(box[2:], other[2:]))))
        areas = _area(box), _area(other)
        if shared > iou * (sum(areas) - shared) or shared > contained * min(areas) > 0:
            return index
    return None


def _join(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate((np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])))


def _area(box: NDArray[np.float32]) -> float:
    width, height = float(box[2] - box[0]), float(box[3] - box[1])
    return max(0.0, width) * max(0.0, height)
