"""Images whose truth is known, wherever they come from: what an evaluation runs over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from inspector_app.boards import BoardView, Defect, Product
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.learning.crops.board_samples import BoardSample, draw_boards


@dataclass(frozen=True, slots=True, eq=False)
class KnownImage:
    """One image with its golden and its truth.

    part: images of one part are judged together. group: what is alike and so no independent evidence (a product,
    a lot). traits: the conditions that figures are given by, a name and a value each. iou: how far a finding must
    overlap a true defect to be right. quality: what the image must be like to be judged at all.
    """

    name: str
    image: Image
    golden: Image
    mm_per_px: float
    defects: tuple[Defect, ...]
    good: bool
    part: str = ""
    group: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    iou: float = 0.5
    quality: QualityLimits = field(default_factory=QualityLimits)


def board_images(
    count: int,
    seed: int,
    family: Callable[[int], Product],
    tolerances_mm: Mapping[str, float] = BOARD_TOLERANCES_MM,
) -> Iterator[KnownImage]:
    """Fresh boards of the generator, half of them good, with these classes; each board is a part with one view."""
    for number, sample in enumerate(draw_boards(count, seed, family, tolerances_mm), start=1):
        yield known_board(sample, f"board {number}")


def known_board(sample: BoardSample, name: str) -> KnownImage:
    """A board of the generator, with the conditions that it was drawn under."""
    board, product = sample.board, sample.product
    return KnownImage(
        name=f"{product.name}, {name}",
        image=board.image,
        golden=board.golden,
        mm_per_px=product.mm_per_px,
        defects=board.defects,
        good=sample.good,
        part=name,
        group=product.name,
        traits={"product": product.name, "view": f"view {sample.view + 1}", **_conditions(board)},
    )


_BRIGHT, _UNEVENLY = "bright, above 1.07 x", "10 % and more across"
_SOFT, _FAR = "soft, 0.7 px and more", "7 px and more off"
_LIGHT = ((0.93, "dim, below 0.93 x"), (1.07, "as the golden, 0.93 to 1.07 x"))
_UNEVEN = ((0.05, "even, below 5 %"), (0.10, "5 to 10 % across"))
_BLUR = ((0.4, "sharp, sigma below 0.4 px"), (0.7, "0.4 to 0.7 px"))
_SHIFT = ((3.0, "below 3 px"), (7.0, "3 to 7 px"))


def _conditions(board: BoardView) -> dict[str, str]:
    """The camera's conditions in words: what is above the last step has a name of its own."""
    taken = board.condition
    uneven = max(abs(value) for value in taken.gradient)
    shift = max(abs(value) for value in taken.shift)
    dust = "0 specks" if not taken.dust else "1 or 2 specks" if taken.dust <= 2 else "3 specks or more"
    return {
        "light": _step(taken.brightness, _LIGHT, _BRIGHT),
        "unevenness of light": _step(uneven, _UNEVEN, _UNEVENLY),
        "blur": _step(taken.blur, _BLUR, _SOFT),
        "position": _step(shift, _SHIFT, _FAR),
        "dust": dust,
    }


_ORDER = {
    name: number
    for number, name in enumerate(
        name
        for steps, above in ((_LIGHT, _BRIGHT), (_UNEVEN, _UNEVENLY), (_BLUR, _SOFT), (_SHIFT, _FAR))
        for name in (*(name for _, name in steps), above)
    )
}


def in_order(value: str) -> tuple[int, str]:
    """A key to sort the values of one trait by: steps from low to high, all else by name."""
    return _ORDER.get(value, len(_ORDER)), value


def _step(value: float, steps: tuple[tuple[float, str], ...], above: str) -> str:
    return next((name for limit, name in steps if value < limit), above)
