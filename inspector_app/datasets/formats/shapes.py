"""Labels out of what files say: inside their image, boxes that hold their outlines, rounding forgiven."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from inspector_app.datasets.labelled import DatasetError, Label
from inspector_app.domain.geometry import Box, Outline

ROUNDING = 1.0
"""px; what tools round away at an image's edge or between a box and its outline."""


def checked_label(
    defect_class: str,
    size: tuple[int, int],
    where: str,
    *,
    box: Box | None = None,
    outlines: Iterable[Outline] = (),
    attributes: Mapping[str, str] | None = None,
) -> Label:
    """A label inside an image of `size` (width, height) px; without a box, the one round its outlines.

    What stands out by less than a pixel is cut off. Raises DatasetError, which begins with `where`, for a label outside
    its image, without an area, or with a box and outlines that don't belong together.
    """
    inside = tuple(_outline_inside(outline, size, where) for outline in outlines)
    hull = bounds(inside) if inside else None
    if box is None:
        if hull is None:
            raise DatasetError(f"{where}: the label has neither a box nor an outline.")
        box = hull
    found = _box_inside(box, size, where)
    if hull is not None:
        found = _around(found, hull, where)
    return Label(defect_class, found, inside, dict(attributes or {}))


def bounds(outlines: Sequence[Outline]) -> Box:
    """The box round outlines, of which there is at least one."""
    across = [x for outline in outlines for x, _ in outline]
    down = [y for outline in outlines for _, y in outline]
    return Box(min(across), min(down), max(across), max(down))


def hull_instead(label: Label) -> Box | None:
    """The box that a format without boxes beside outlines gives, where it is not the label's own."""
    hull = bounds(label.outlines) if label.outlines else label.box
    return None if hull == label.box else hull


def rectangle(box: Box) -> Outline:
    """A box as an outline, clockwise from its upper left corner."""
    return ((box.x1, box.y1), (box.x2, box.y1), (box.x2, box.y2), (box.x1, box.y2))


def turned(box: Box, degrees: float) -> Outline:
    """A box turned clockwise about its centre, as an outline."""
    across, down = box.centre
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple(
        (
            across + (x - across) * cosine - (y - down) * sine,
            down + (x - across) * sine + (y - down) * cosine,
        )
        for x, y in rectangle(box)
    )


def joined(outlines: Sequence[Outline]) -> Outline:
    """Several outlines as one, by seams without width, which leave the area as it is."""
    if len(outlines) == 1:
        return outlines[0]
    path = [point for outline in outlines for point in (*outline, outline[0])]
    return (*path, *(outline[0] for outline in reversed(outlines[1:-1])))


def area(outline: Outline) -> float:
    """The area inside an outline, square px."""
    following = (*outline[1:], outline[0])
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(outline, following, strict=True))) / 2


def ellipse(x: float, y: float, across: float, down: float) -> Outline:
    """An ellipse by its centre and half axes, as an outline of 36 corners."""
    steps = [math.radians(10 * step) for step in range(36)]
    return tuple((x + across * math.cos(step), y + down * math.sin(step)) for step in steps)


def same_place(one: Box, other: Box, tolerance: float) -> bool:
    """Whether no edge of two boxes is further apart than this, px."""
    return all(abs(a - b) <= tolerance for a, b in zip(one.as_tuple(), other.as_tuple(), strict=True))


def _outline_inside(outline: Outline, size: tuple[int, int], where: str) -> Outline:
    if len(outline) < 3:
        raise DatasetError(f"{where}: an outline has {len(outline)} corners; it needs three.")
    return tuple((_within(x, size[0], where), _within(y, size[1], where)) for x, y in outline)


def _box_inside(box: Box, size: tuple[int, int], where: str) -> Box:
    width, height = size
    inside = Box(
        _within(box.x1, width, where),
        _within(box.y1, height, where),
        _within(box.x2, width, where),
        _within(box.y2, height, where),
    )
    if inside.x2 <= inside.x1 or inside.y2 <= inside.y1:
        raise DatasetError(f"{where}: the label has no width or no height; draw it again.")
    return inside


def _within(value: float, limit: int, where: str) -> float:
    if not -ROUNDING <= value <= limit + ROUNDING:
        raise DatasetError(
            f"{where}: the label is outside its image: {value:.6g} px is not between 0 and {limit}."
            " Correct it, or look whether it belongs to another image."
        )
    return min(max(value, 0.0), float(limit))


def _around(box: Box, hull: Box, where: str) -> Box:
    grown = Box(min(box.x1, hull.x1), min(box.y1, hull.y1), max(box.x2, hull.x2), max(box.y2, hull.y2))
    if not same_place(box, grown, ROUNDING):
        raise DatasetError(f"{where}: the outline reaches out of the label's box; draw one of them again.")
    return grown
