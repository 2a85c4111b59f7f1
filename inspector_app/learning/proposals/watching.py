"""Progress of a training on boards of groups that it does not learn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from inspector_app.boards import Defect
from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.domain.geometry import Box
from inspector_app.imaging import decode
from inspector_app.imaging.proposal_boxes import judged_boxes
from inspector_app.imaging.proposal_crops import cut_crops, windows_round
from inspector_app.imaging.proposals import propose
from inspector_app.learning.deeppcb.pairs import MM_PER_PX
from inspector_app.learning.deeppcb.scoring import IOU, findings_of
from inspector_app.learning.evaluating.examined_boards import LOWEST_SCORE
from inspector_app.learning.evaluating.figures import mean_average_precision
from inspector_app.learning.evaluating.matching import Match, best_f, match
from inspector_app.learning.proposals.network import CropNetwork, judged
from inspector_app.learning.proposals.samples import Board
from inspector_app.learning.proposals.training import as_input


class HeldOut:
    """Boards with their crops cut once; scored as the set is, in the arithmetic of training."""

    def __init__(self, boards: Sequence[Board], every: int = 1) -> None:
        """`every`: epochs from one look to the next, for looks cost time."""
        self._boards = boards
        self._every = every
        self._asked = [_asked(board) for board in boards]

    def __call__(self, network: CropNetwork, epoch: int) -> dict[str, float]:
        """MAP and best F after an epoch; nothing where it is not looked at."""
        if epoch % self._every:
            return {}
        matches = [self._match(network, index) for index in range(len(self._boards))]
        f_score, _ = best_f([one for board in matches for one in board])
        return {"map": mean_average_precision(matches, TYPES), "f": f_score}

    def _match(self, network: CropNetwork, index: int) -> list[Match]:
        windows, crops = self._asked[index]
        found = decode(judged_boxes(_answers(network, crops), windows), min_score=LOWEST_SCORE)
        return match(findings_of(found, TYPES), _defects(self._boards[index]), IOU)


def _asked(board: Board) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    boxes = propose(board.planes)
    windows = windows_round(boxes)
    return windows, cut_crops(board.planes, boxes, windows)


def _answers(network: CropNetwork, crops: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    if not len(crops):
        return np.empty((0, 4 + len(TYPES)), np.float32)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        raw = network(as_input(crops))
    answers: npt.NDArray[np.float32] = judged(raw.float()[:, None]).numpy()
    return answers


def _defects(board: Board) -> tuple[Defect, ...]:
    rows = zip(board.boxes.tolist(), board.types.tolist(), strict=True)
    boxes = ((Box(*edges), TYPES[number - 1]) for edges, number in rows)
    return tuple(Defect(code, box, box.long_side * MM_PER_PX) for box, code in boxes)
