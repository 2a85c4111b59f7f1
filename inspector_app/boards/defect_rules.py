"""What makes a defect what it is called: checked on the copper before and after, never assumed.

Every rule takes the window before, and the mask of changed pixels, both at 2x; lengths below are in 2x px.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from inspector_app.boards.layers import Bool
from inspector_app.boards.windows import Window, grown, pieces, touched_nets

_DEPTH = 8.0  # a bite goes in, and a spur sticks out, at least 4 px of the image
_RIM = 6  # copper left around a pinhole: at least 3 px of the image
_NECK = 6  # copper left beside a bite: at least 3 px of the image
_AIR = 7  # board left around what should touch nothing: at least 3 px of the image
_LEAST_AREA = 48  # 12 px of the image


def holds(code: str, window: Window, change: Bool) -> bool:
    """Whether changing these pixels makes exactly a defect of this class."""
    if int(change.sum()) < _LEAST_AREA or pieces(change) != 1 or _at_border(change):
        return False
    return _RULES[code](window, change)


def _at_border(change: Bool) -> bool:
    edge = 8
    inner = change[edge:-edge, edge:-edge]
    return int(inner.sum()) != int(change.sum())


def _local_pieces(copper: Bool, change: Bool) -> tuple[int, int]:
    """Pieces of the copper that lie at the change, before and after it is taken away."""
    around = grown(change, 6)
    return pieces(copper & around), pieces(copper & ~change & around)


def is_open(window: Window, change: Bool) -> bool:
    """The cut separates its trace: both ends of it remain, and reach on beyond the cut."""
    if not (change <= window.copper).all() or len(touched_nets(window, change)) != 1:
        return False
    before, after = _local_pieces(window.copper, change)
    # each stump must be at least as long as it is a stump: no mere crumb of copper may be left
    rest = window.copper & ~change
    return (
        before == 1 and after == 2 and pieces(window.copper) < pieces(rest) and _smallest(rest, change) >= 60
    )


def _smallest(rest: Bool, change: Bool) -> int:
    around = rest & grown(change, 12)
    count, _, stats, _ = cv2.connectedComponentsWithStats(around.astype(np.uint8), connectivity=4)
    return int(stats[1:, cv2.CC_STAT_AREA].min()) if count > 1 else 0


def is_short(window: Window, change: Bool) -> bool:
    """New copper joins two nets that were apart, and comes near no third."""
    if (change & window.copper).any():
        return False
    joined = touched_nets(window, change)
    near = {int(net) for net in np.unique(window.nets[grown(change, _AIR) & window.copper])} - {0}
    around = grown(change, 4)
    return len(joined) == 2 and near == joined and pieces((window.copper | change) & around) == 1


def is_mousebite(window: Window, change: Bool) -> bool:
    """Copper is missing from an edge inwards, and what is left still holds together, necks included."""
    if not (change <= window.copper).all() or float(window.inside[change].max()) < _DEPTH:
        return False
    if not (grown(change, 1) & ~window.copper).any():
        return False
    neck = grown(change, _NECK)
    around = grown(change, _NECK + 6)
    before, after = pieces(window.copper & around), pieces(window.copper & ~neck & around)
    if pieces(window.copper & ~change & around) != 1 or not _mostly_left(window, change):
        return False
    return (
        before == 1
        and after == 1
        and pieces(~window.copper & around) == pieces((~window.copper | change) & around)
    )


def _mostly_left(window: Window, change: Bool) -> bool:
    """A bite takes a part of its pad or trace, never most of it."""
    touched = list(touched_nets(window, change))
    whole = int((np.isin(window.nets, touched) & window.copper).sum())
    return whole >= 2.5 * int(change.sum())


def is_spur(window: Window, change: Bool) -> bool:
    """New copper sticks out of one piece of copper and leaves air to everything else, itself included."""
    if (change & window.copper).any() or float(window.outside[change].max()) < _DEPTH:
        return False
    around = grown(change, _AIR + 5)
    air = ~window.copper & around
    left = air & ~grown(change, _AIR)
    if pieces(air & ~change) != 1:
        return False  # crumbs of bare board would be enclosed
    return (
        len(touched_nets(window, change)) == 1
        and pieces(window.copper & around) == 1
        and pieces(air) == 1
        and pieces(left) == 1
    )


def is_spurious_copper(window: Window, change: Bool) -> bool:
    """New copper that touches nothing."""
    return not (grown(change, _AIR) & window.copper).any()


def is_pinhole(window: Window, change: Bool) -> bool:
    """Missing copper with copper all around it."""
    return bool((grown(change, _RIM) <= window.copper).all())


_RULES: dict[str, Callable[[Window, Bool], bool]] = {
    "open": is_open,
    "short": is_short,
    "mousebite": is_mousebite,
    "spur": is_spur,
    "spurious_copper": is_spurious_copper,
    "pinhole": is_pinhole,
}
