"""Which defects are shown as pictures: those that the machine found, and those that people drew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.disposition import DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.shifts.content import Pareto, TopDefect
from inspector_app.shifts.defects import kinds_of
from inspector_app.shifts.ports import FindingRow, ViewImageRow
from inspector_app.shifts.tally import Case, Standing, part_label

TOP_DEFECTS = 4
"""How many kinds are shown as pictures."""

ViewImages = Callable[[str, str], ViewImageRow | None]
"""The image of an inspection's view, by the ids of both."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """score: None where a person drew it."""

    case: Case
    view: str
    defect_class: str
    box: Box
    size_mm: float
    score: float | None
    image_path: str | None
    golden_path: str | None

    @property
    def is_confirmed(self) -> bool:
        return self.case.standing is Standing.BAD_CONFIRMED

    @property
    def rank(self) -> tuple[bool, bool, float, str]:
        return self.is_confirmed, self.image_path is not None, self.size_mm, self.case.row.id


def pick_examples(
    cases: tuple[Case, ...],
    main: Mapping[str, FindingRow],
    ranked: Pareto,
    view_image: ViewImages,
    limit: int = TOP_DEFECTS,
) -> tuple[TopDefect, ...]:
    """One example of each of the most frequent kinds: confirmed before not reviewed, then the largest."""
    best: dict[str, _Candidate] = {}
    for case in cases:
        if case.standing in {Standing.BAD_CONFIRMED, Standing.WAITING}:
            for found in _candidates(case, main.get(case.row.id), view_image):
                if found.defect_class not in best or found.rank > best[found.defect_class].rank:
                    best[found.defect_class] = found
    kinds = [row.code for row in ranked.rows if row.code in best]
    return tuple(_example(best[kind]) for kind in kinds[:limit])


def _candidates(case: Case, finding: FindingRow | None, view_image: ViewImages) -> Iterator[_Candidate]:
    if finding is not None and finding.defect_class in kinds_of(case, finding):
        yield _Candidate(
            case,
            finding.view,
            finding.defect_class,
            finding.box,
            finding.size_mm,
            finding.score,
            finding.image_path,
            finding.golden_path,
        )
    for answer in case.missed:
        for drawn in answer.drawn:
            yield _drawn(case, drawn, view_image(case.row.id, drawn.view))


def _drawn(case: Case, drawn: DrawnDefect, image: ViewImageRow | None) -> _Candidate:
    size = drawn.box.long_side * (image.mm_per_px if image is not None else 0.0)
    paths = (image.image_path, image.golden_path) if image is not None else (None, None)
    return _Candidate(case, drawn.view, drawn.defect_class, drawn.box, size, None, *paths)


def _example(found: _Candidate) -> TopDefect:
    return TopDefect(
        name=defect_name(found.defect_class),
        part=part_label(found.case.row),
        view=found.view,
        box=found.box,
        size_mm=found.size_mm,
        score=found.score,
        is_confirmed=found.is_confirmed,
        image_path=found.image_path,
        golden_path=found.golden_path,
    )
