"""Teaching from good parts, measured on surfaces that have no golden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspector_app.novelty import SurfaceLesson, TaughtSurface, same_place
from inspector_app.quality.rates import Rate
from inspector_app.surfaces import FLAWS, MATERIALS, Surface, held_out_surface, render_surface

GOOD = "good"
_FRESH_GOOD, _EACH_FLAW = 20, 8

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SurfaceTrial:
    """One fresh picture: its material and product, its flaw or "good", how unlike the good parts, and whether there."""

    material: str
    product: int
    kind: str
    score: float
    placed: bool


@dataclass(frozen=True, slots=True)
class SurfaceTrials:
    """All pictures, and the false calls that teaching itself expected."""

    trials: tuple[SurfaceTrial, ...]
    expected: Rate
    parts: int


def try_surfaces(products: int, parts: int, seed: int, progress: Progress | None = None) -> SurfaceTrials:
    """Teaches so many held-out surfaces of each material from good parts, then tries fresh good and bad ones."""
    trials: list[SurfaceTrial] = []
    expected = [0, 0]
    wanted = [(material, number) for material in MATERIALS for number in range(products)]
    for done, (material, number) in enumerate(wanted, start=1):
        surface = held_out_surface(material, seed * 1000 + number)
        lesson = SurfaceLesson()
        for part in range(parts):
            lesson.add(render_surface(surface, part).image)
        taught, _ = lesson.finish()
        expected[0] += taught.false_calls.count
        expected[1] += taught.false_calls.n
        trials += _tried(surface, number, taught)
        if progress is not None:
            progress(done, len(wanted))
    return SurfaceTrials(tuple(trials), Rate(*expected), parts)


def _tried(surface: Surface, number: int, taught: TaughtSurface) -> Iterator[SurfaceTrial]:
    for part in range(10_000, 10_000 + _FRESH_GOOD):
        score = taught.look(render_surface(surface, part).image).score
        yield SurfaceTrial(surface.material, number, GOOD, score, placed=False)
    for position, flaw in enumerate(FLAWS[surface.material]):
        for part in range(_EACH_FLAW):
            view = render_surface(surface, 20_000 + 1000 * position + part, flaw)
            seen = taught.look(view.image)
            places = seen.regions(0.5)
            placed = view.box is not None and bool(places) and same_place(places[0].box, view.box)
            yield SurfaceTrial(surface.material, number, flaw, seen.score, placed)
