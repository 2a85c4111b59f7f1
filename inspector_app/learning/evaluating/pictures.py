"""Pictures of what went wrong: every missed defect and the surest false calls, each beside its golden."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from inspector_app.boards import Defect
from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Image
from inspector_app.domain.geometry import Box
from inspector_app.domain.recipe import Recipe
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import Alignment, encode_png
from inspector_app.imaging.cutting import cut_out
from inspector_app.inspection.examine import Examination
from inspector_app.learning.evaluating.confusion import matters, missed_of, nearest
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard, counted, verdict_of
from inspector_app.learning.evaluating.known_images import KnownImage
from inspector_app.learning.evaluating.matching import Match, match
from inspector_app.settings.whole_files import write_whole
from inspector_app.validation.content import Picture

FOLDER = "pictures"
MOST_MISSED = 1000
"""A model that misses more is not looked at picture by picture; the report says how many are left out."""

MOST_FALSE_CALLS = 24

OTHER_BOX = "found, but by another box"
_TOUCHES = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """An image in memory, its golden moved to where it lies, and the verdict on it."""

    known: KnownImage
    board: ExaminedBoard
    golden: Image
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Cut:
    """A picture in memory: both pieces as PNG, and what is said of them."""

    picture: Picture
    image: bytes
    golden: bytes


class PictureBook:
    """Collects pictures while images pass, and writes them into a folder."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        self._folder = folder
        self._recipe = recipe
        self._tolerances = recipe.tolerances_mm
        self._pictures: list[Picture] = []
        self._surest: list[tuple[float, int, _Cut]] = []
        self.missed = 0
        self.escaped = 0
        self.false_calls = 0

    def see(self, known: KnownImage, examination: Examination, board: ExaminedBoard) -> None:
        """One image, while it is in memory. Raises OSError where the folder can't be written."""
        matches = match(counted(board.findings, self._recipe), board.defects, board.iou)
        missed = missed_of(matches, self._tolerances)
        wrong = [one.finding for one in matches if one.finding is not None and one.defect is None]
        outcome = verdict_of(board, self._recipe).outcome
        escaped = outcome is Outcome.PASS and not board.good
        if not missed and not wrong and not escaped:
            return
        golden = _as_in_image(known.golden, examination.alignment)
        seen = _Seen(known, board, golden, outcome)
        for one in matches if escaped else ():
            self._add_escaped(seen, one)
        for defect in missed:
            self._add_missed(seen, defect)
        for finding in wrong:
            self._add_false_call(seen, finding)

    def pictures(self) -> tuple[Picture, ...]:
        """All of them; the false calls are written now, since only now it is known which are the surest."""
        surest = sorted(self._surest, key=lambda one: (-one[0], -one[1]))
        for number, (_, _, cut) in enumerate(surest, start=1):
            self._write(cut, f"false-call-{number:03d}")
        self._surest.clear()
        return tuple(self._pictures)

    def _add_missed(self, seen: _Seen, defect: Defect) -> None:
        self.missed += 1
        if self.missed > MOST_MISSED:
            return
        said = {
            "kind": "missed",
            "code": defect.code,
            "size": defect.size_mm,
            "score": None,
            "what": _why_missed(seen.board, defect, self._recipe),
        }
        cut = _cut(seen, defect.box, said)
        if cut is not None:
            self._write(cut, f"missed-{self.missed:04d}")

    def _add_escaped(self, seen: _Seen, one: Match) -> None:
        """A defect that was found, on an image that passed: it was measured smaller than it is."""
        defect, finding = one.defect, one.finding
        if defect is None or finding is None or not matters(defect, self._tolerances):
            return
        limit = self._tolerances[defect.code]
        said = {
            "kind": "escaped",
            "code": defect.code,
            "size": defect.size_mm,
            "score": finding.score,
            "what": f"measured {finding.size_mm:.2f}, tolerance {limit:.2f}",
        }
        cut = _cut(seen, defect.box, said)
        if cut is not None and self.escaped < MOST_MISSED:
            self.escaped += 1
            self._write(cut, f"escaped-{self.escaped:04d}")

    def _add_false_call(self, seen: _Seen, finding: Finding) -> None:
        self.false_calls += 1
        if len(self._surest) == MOST_FALSE_CALLS and finding.score <= self._surest[0][0]:
            return
        on = nearest(finding, seen.board.defects, seen.board.iou)
        said = {
            "kind": "false call",
            "code": finding.defect_class,
            "size": finding.size_mm,
            "score": finding.score,
            "what": f"lies on a true {defect_name(on.code).lower()}" if on is not None else "nothing there",
        }
        cut = _cut(seen, finding.box, said)
        if cut is None:
            return
        heapq.heappush(self._surest, (finding.score, -self.false_calls, cut))
        if len(self._surest) > MOST_FALSE_CALLS:
            heapq.heappop(self._surest)

    def _write(self, cut: _Cut, name: str) -> None:
        (self._folder / FOLDER).mkdir(exist_ok=True)
        image, golden = f"{FOLDER}/{name}.png", f"{FOLDER}/{name}-golden.png"
        write_whole(self._folder / image, cut.image)
        write_whole(self._folder / golden, cut.golden)
        self._pictures.append(cut.picture.model_copy(update={"image": image, "golden": golden}))


def _cut(seen: _Seen, box: Box, said: dict[str, Any]) -> _Cut | None:
    """Both pieces; None where the box is outside the image."""
    piece, beside = cut_out(seen.known.image, box), cut_out(seen.golden, box)
    if piece is None or beside is None:
        return None
    picture = Picture(
        **said,
        image="",
        golden="",
        box=piece[1].as_tuple(),
        where=seen.known.name,
        verdict=seen.outcome.value,
    )
    return _Cut(picture, encode_png(piece[0]), encode_png(beside[0]))


def _why_missed(board: ExaminedBoard, defect: Defect, recipe: Recipe) -> str:
    """What the model saw there instead."""
    if board.problem is not None and not board.findings:
        return f"not judged: {board.problem.rule.value}"
    near = [one for one in board.findings if one.box.iou(defect.box) >= board.iou]
    taken = [one for one in counted(near, recipe) if one.defect_class != defect.code]
    if taken:
        best = max(taken, key=lambda one: one.score)
        return f"taken for {defect_name(best.defect_class).lower()}, score {best.score:.2f}"
    return _below_threshold(board, near, defect, recipe)


def _below_threshold(board: ExaminedBoard, near: Sequence[Finding], defect: Defect, recipe: Recipe) -> str:
    same = [one for one in near if one.defect_class == defect.code]
    if not same or defect.code not in recipe.classes:
        return _touching(board, defect, recipe)
    score, wanted = max(one.score for one in same), recipe.classes[defect.code].threshold
    return (
        f"score {score:.2f}, counts from {wanted:.2f}" if score < wanted else "found, but its pair is another"
    )


def _touching(board: ExaminedBoard, defect: Defect, recipe: Recipe) -> str:
    """Whether a finding that counts lies on the defect, but with a box that is much larger or smaller."""
    same = [one for one in counted(board.findings, recipe) if one.defect_class == defect.code]
    overlap = max((one.box.iou(defect.box) for one in same), default=0.0)
    return f"{OTHER_BOX}, IoU {overlap:.2f}" if overlap >= _TOUCHES else "nothing found there"


def _as_in_image(golden: Image, alignment: Alignment | None) -> Image:
    """The golden moved to where it lies in the image, so that both pieces show the same place."""
    if alignment is None or not alignment.succeeded:
        return golden
    height, width = golden.shape[:2]
    moved = cv2.warpAffine(golden, alignment.matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)
