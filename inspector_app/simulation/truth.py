"""What the simulated line knows of a part, as a sentence for the demonstration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from inspector_app.boards import PartTruth
from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.part import Part

SeenDefects = Mapping[str, Sequence[tuple[str, float]]]
"""By view: class and size in mm of every defect that the camera drew."""

_MISHAPS = {
    "empty_fixture": "nothing: the fixture is empty",
    "turned": "a board turned by 180 degrees",
    "dark": "a picture too dark",
    "blurred": "a picture out of focus",
}


class SimulatedTruth:
    """Tells what a part really was, once its cameras have seen it."""

    def __init__(
        self,
        truth_of: Callable[[Part], PartTruth | None],
        seen: Callable[[Part], SeenDefects],
        views: Sequence[str],
    ) -> None:
        self._truth_of = truth_of
        self._seen = seen
        self._views = tuple(views)

    def __call__(self, part: Part) -> str | None:
        """A sentence such as "open 0.42 mm in left; a picture out of focus in right"; None where unknown."""
        truth = self._truth_of(part)
        return describe(truth, self._views, self._seen(part)) if truth is not None else None


def describe(truth: PartTruth, views: Sequence[str], seen: SeenDefects) -> str:
    """The truth of a part as people would say it. Sizes are there where the camera has drawn the view."""
    said = [] if truth.mishap in {"none", "dark", "blurred"} else [_mishap(truth)]
    for name, view in zip(views, truth.views, strict=False):
        defects = (
            [f"{_lower(code)} {size:.2f} mm" for code, size in seen[name]]
            if name in seen
            else [_lower(code) for code in view.defects]
        )
        if view.mishap in {"dark", "blurred"}:
            defects.append(_MISHAPS[view.mishap])
        if defects:
            said.append(f"{', '.join(defects)} in {name}")
    return "; ".join(said) or "a good part"


def _mishap(truth: PartTruth) -> str:
    if truth.mishap == "wrong_product":
        return f"another product ({truth.shown.name})"
    return _MISHAPS[truth.mishap]


def _lower(code: str) -> str:
    return defect_name(code).lower()
