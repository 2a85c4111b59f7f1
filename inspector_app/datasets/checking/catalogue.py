"""Whether people have agreed on what each class is before its images train anything."""

from __future__ import annotations

from collections.abc import Iterator

from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, Weight

NOT_APPROVED = "not-approved"


def check_catalogue(material: Material) -> Iterator[Remark]:
    """An error for each class whose entry is missing, or not approved as it stands."""
    for code, images in material.by_class().items():
        entry = material.catalogue.get(code)
        if entry is not None and entry.approved:
            continue
        what = "isn't approved" if entry is not None else "has no entry"
        says = f"{code} {what} in the catalogue. Have it approved by the people concerned: catalogue approve."
        yield material.remark(NOT_APPROVED, Weight.ERROR, says, images)
