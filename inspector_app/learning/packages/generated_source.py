"""Generated boards as the source of a package: families of products that can't meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from inspector_app.boards import DEFECT_CODES, validation_product
from inspector_app.domain.recipe import Recipe
from inspector_app.imaging import cut_tile, planes_of
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.inspection.ports import Network
from inspector_app.learning.crops.board_samples import draw_boards
from inspector_app.learning.crops.files import Planes, square_round
from inspector_app.learning.evaluating.evaluation import evaluation_recipe, run_boards
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.smallest_found import LARGEST_PX
from inspector_app.learning.packages.steps import Progress
from inspector_app.model_packages.card import GENERATED, PLANES, Card

_CALIBRATION_SEED, _VALIDATION_SEED, _HELD_OUT_SEED = 11, 12, 15
_GOLDEN_INPUTS = 3


@dataclass(frozen=True, slots=True)
class GeneratedSource:
    """How many boards each."""

    validation_boards: int = 2500
    held_out_boards: int = 2600
    calibration_boards: int = 300
    side: int = 640
    """Px of the network's input."""
    without: tuple[str, ...] = ()
    """Classes that the training never saw, and which are on none of these boards either."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The generator's, in its order, but for those left out."""
        return tuple(self.tolerances_mm)

    @property
    def channels(self) -> tuple[str, ...]:
        """Boards are compared with their goldens."""
        return PLANES

    @property
    def tolerances_mm(self) -> Mapping[str, float]:
        """The demo's, of these classes."""
        return {code: BOARD_TOLERANCES_MM[code] for code in DEFECT_CODES if code not in self.without}

    @property
    def mm_per_px(self) -> float:
        """That of every product of the family."""
        return validation_product(0).mm_per_px

    @property
    def largest_px(self) -> float:
        """The generator draws none larger."""
        return LARGEST_PX

    def calibration_inputs(self) -> Iterator[Planes]:
        """Validation products, other boards than the thresholds'."""
        return self._inputs(self.calibration_boards, _CALIBRATION_SEED)

    def golden_inputs(self) -> Iterator[Planes]:
        """Of the same family, by a seed of their own."""
        return self._inputs(_GOLDEN_INPUTS, _CALIBRATION_SEED + 1)

    @property
    def validation_images(self) -> int:
        """Boards of validation products."""
        return self.validation_boards

    @property
    def measured_images(self) -> int:
        """Boards of held-out products."""
        return self.held_out_boards

    def validate(
        self, network: Network, most: int | None = None, progress: Progress | None = None
    ) -> list[ExaminedBoard]:
        """Boards of validation products, or the first of them."""
        count = self.validation_boards if most is None else min(most, self.validation_boards)
        (validated,) = run_boards(
            count,
            _VALIDATION_SEED,
            [network],
            family=validation_product,
            tolerances_mm=self.tolerances_mm,
            progress=progress,
        )
        return validated

    def measure(
        self, networks: Sequence[Network], progress: Progress | None = None
    ) -> list[list[ExaminedBoard]]:
        """Boards of held-out products."""
        return run_boards(
            self.held_out_boards,
            _HELD_OUT_SEED,
            networks,
            tolerances_mm=self.tolerances_mm,
            progress=progress,
        )

    def recipe(self, card: Card) -> Recipe:
        """The demo's tolerances and the card's thresholds."""
        return evaluation_recipe(card)

    @property
    def validated_on(self) -> tuple[str, ...]:
        """None: a generated product is nobody's line."""
        return ()

    def for_card(self) -> dict[str, Any]:
        """Families, seeds and numbers of boards."""
        calibration = _of("validation", _CALIBRATION_SEED, self.calibration_boards)
        return {
            "kind": GENERATED,
            **({"without": list(self.without)} if self.without else {}),
            **({"calibration": calibration} if self.calibration_boards else {}),
            "thresholds": _of("validation", _VALIDATION_SEED, self.validation_boards),
            "held_out": _of("held-out", _HELD_OUT_SEED, self.held_out_boards),
        }

    def _inputs(self, count: int, seed: int) -> Iterator[Planes]:
        """Of validation boards, every second one with defects; for a smaller network one square of each."""
        rng = np.random.default_rng(seed)
        for sample in draw_boards(count, seed, validation_product, self.tolerances_mm):
            planes = planes_of(sample.board.image, sample.board.golden)
            boxes = [defect.box for defect in sample.board.defects]
            yield cut_tile(planes, square_round(boxes, planes.shape, self.side, rng))

    @property
    def rights(self) -> str:
        """Nobody's images are among them."""
        return "generated by this program; no image of a public set"


def _of(family: str, seed: int, boards: int) -> dict[str, Any]:
    return {"family": family, "seed": seed, "boards": boards}
