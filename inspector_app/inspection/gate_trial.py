"""How often the image-quality gate speaks up on good generated boards, and what it says of faults that were made.

The gate alone, without a network: light, place, likeness, glare. Good boards are those of a decent line (position,
light, noise, dust as `boards` draws them), of products that no limit was chosen on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.boards import (
    Product,
    darken,
    defocus,
    draw_condition,
    held_out_product,
    render_empty_fixture,
    render_golden,
    render_view,
)
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Rule, Verdict
from inspector_app.imaging import Reference, align, compare, measure_likeness, measure_quality
from inspector_app.inspection.quality_gate import (
    Scene,
    check_glare,
    check_light,
    check_likeness,
    check_scene,
    check_second_part,
)
from inspector_app.quality.rates import Rate

_BOARDS_A_PRODUCT = 5
_FIRST_PRODUCT = 400

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class GateTrial:
    """False alarms on good boards by rule, and of each fault how often which rule caught it ("" : none did)."""

    boards: int
    alarms: dict[str, int]
    faults: dict[str, dict[str, int]]

    @property
    def false_alarms(self) -> Rate:
        """Good boards that were not let through, of all."""
        return Rate(sum(self.alarms.values()), self.boards)

    def false_alarms_of(self, rule: Rule) -> Rate:
        """Good boards that one check stopped."""
        return Rate(self.alarms.get(rule.value, 0), self.boards)

    def caught(self, fault: str) -> Rate:
        """How often a fault was not let through, by whatever rule."""
        rules = self.faults[fault]
        return Rate(sum(rules.values()) - rules.get("", 0), sum(rules.values()))


def gate(image: Image, reference: Reference, limits: QualityLimits, view: str = "view") -> Verdict | None:
    """What the gate says of an image of the golden's size; None where it may be judged."""
    frame = reference.frame_of(image)
    quality = measure_quality(frame, reference)
    problem = check_light(quality, limits, view)
    if problem is not None:
        return problem
    scene = Scene(view, frame, reference, quality, align(frame, reference))
    problem = check_scene(scene, limits) or check_glare(scene, limits)
    if problem is not None:
        return problem
    likeness = measure_likeness(frame, compare(frame, reference, scene.alignment), reference)
    problem = check_likeness(likeness, limits, view)
    if problem is not None and problem.rule is Rule.UNLIKE_GOLDEN:
        return check_second_part(scene) or problem
    return problem


def try_gate(boards: int, faults: int, limits: QualityLimits, progress: Progress | None = None) -> GateTrial:
    """Asks the gate about so many good boards, and about so many of each fault. Deterministic."""
    alarms: Counter[str] = Counter()
    for number, (product, seed) in enumerate(_wanted(boards)):
        said = gate(render_view(product, 0, seed=seed).image, _reference(product), limits)
        alarms.update([said.rule.value] if said is not None else [])
        if progress is not None:
            progress(number + 1, boards)
    caught: dict[str, dict[str, int]] = {}
    for name, make in FAULTS.items():
        rules: Counter[str] = Counter()
        for product, seed in _wanted(faults):
            said = gate(make(product, seed), _reference(product), limits)
            rules[said.rule.value if said is not None else ""] += 1
        caught[name] = dict(rules)
    return GateTrial(boards, dict(alarms), caught)


def _wanted(count: int) -> Iterator[tuple[Product, int]]:
    for number in range(count):
        yield held_out_product(_FIRST_PRODUCT + number // _BOARDS_A_PRODUCT), 1000 + number


def _reference(product: Product) -> Reference:
    return Reference.from_image(render_golden(product, 0))


def two_parts(product: Product, seed: int) -> Image:
    """Another board of the same kind lies over this one, moved and turned."""
    under, over = (render_view(product, 0, seed=one).image for one in (seed, seed + 50_000))
    side, rng = under.shape[0], np.random.default_rng(seed)
    middle = (side / 2, side / 2)
    move = cv2.getRotationMatrix2D(middle, float(rng.uniform(-5, 5)) + 90.0 * int(rng.integers(4)), 1.0)
    move[:, 2] += rng.uniform(0.25, 0.6, 2) * side * rng.choice([-1, 1], 2)
    there = cv2.warpAffine(np.full((side, side), 255, np.uint8), move, (side, side)) > 127
    return np.asarray(np.where(there[..., None], cv2.warpAffine(over, move, (side, side)), under), np.uint8)


def glare(product: Product, seed: int) -> Image:
    """A lamp is mirrored: an area of some 100 x 70 px is lit far beyond saturation, and fades at its edge."""
    image = render_view(product, 0, seed=seed).image
    side, rng = image.shape[0], np.random.default_rng(seed)
    across, down = rng.integers(side // 5, side - side // 5, 2)
    rows, columns = np.mgrid[:side, :side]
    spot = np.exp(-((((columns - across) / 50.0) ** 2 + ((rows - down) / 35.0) ** 2) ** 2))
    return np.asarray(np.clip(image + spot[..., None] * 260.0, 0, 255), np.uint8)


def _dark(product: Product, seed: int) -> Image:
    condition = darken(draw_condition(np.random.default_rng(seed)))
    return render_view(product, 0, seed=seed, condition=condition).image


def _blurred(product: Product, seed: int) -> Image:
    condition = defocus(draw_condition(np.random.default_rng(seed)))
    return render_view(product, 0, seed=seed, condition=condition).image


def _covered(product: Product, seed: int) -> Image:
    image = render_view(product, 0, seed=seed).image.copy()
    side, rng = image.shape[0], np.random.default_rng(seed)
    left, top = rng.integers(0, side * 2 // 3, 2)
    image[top : top + side // 3, left : left + side // 3] = int(rng.integers(10, 60))
    return image


def _empty(product: Product, seed: int) -> Image:
    return render_empty_fixture(product, seed, draw_condition(np.random.default_rng(seed)))


def _wrong(product: Product, seed: int) -> Image:
    return render_view(held_out_product(_FIRST_PRODUCT + 200 + seed % 50), 0, seed=seed).image


def _turned(product: Product, seed: int) -> Image:
    return render_view(product, 0, seed=seed, turned=True).image


FAULTS: dict[str, Callable[[Product, int], Image]] = {
    "two parts": two_parts,
    "glare": glare,
    "dark": _dark,
    "blurred": _blurred,
    "covered": _covered,
    "empty fixture": _empty,
    "wrong product": _wrong,
    "turned": _turned,
}
