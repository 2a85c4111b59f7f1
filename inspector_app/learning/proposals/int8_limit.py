"""Whether INT8 of proposals' networks holds its accuracy on boards that nothing was learnt from.

The network is small and judges crops: where it doesn't, all of it stays in floating point.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inspector_app.learning.deeppcb.scoring import IOU
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.labelled_images import NO_TOLERANCE
from inspector_app.learning.quantising.accuracy_aware import Quantised
from inspector_app.learning.quantising.int8_drop import DropLimit, DropMeter

WHOLE = "the whole network"


def held_against(
    int8: Sequence[ExaminedBoard], fp32: Sequence[ExaminedBoard], classes: Sequence[str], limit: DropLimit
) -> Quantised:
    """What INT8 loses on the same boards, by the set's own overlap; beyond the limit all of it is to be reverted."""
    tolerances = dict.fromkeys(classes, NO_TOLERANCE)  # every label counts, as in the set's own score
    meter = DropMeter([replace(board, iou=IOU) for board in fp32], tolerances)
    first = meter.drop([replace(board, iou=IOU) for board in int8])
    if limit.holds(first):
        return Quantised(None, limit, first, first)
    return Quantised(None, limit, first, first.undone(), (WHOLE,))


def keep_floating_point(folder: Path) -> None:
    """The network that the station runs is the one that the package keeps to be compared with."""
    for end in ("xml", "bin"):
        shutil.copyfile(folder / f"reference.{end}", folder / f"model.{end}")
