"""What a check looks at: the images, what their files show, how they belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inspector_app.datasets.catalogue.entries import CatalogueEntry
from inspector_app.datasets.checking.result import Remark, Weight
from inspector_app.datasets.grouping.groups import Grouping, Trace
from inspector_app.datasets.grouping.looks import Sight
from inspector_app.datasets.labelled import Dataset, LabelledImage
from inspector_app.settings.dataset_figures import DatasetFigures


@dataclass(frozen=True, slots=True)
class Material:
    """All that the checks of one dataset need."""

    dataset: Dataset
    sight: Sight
    grouping: Grouping
    parts: Mapping[str, str]
    vault: Sequence[Trace]
    figures: DatasetFigures
    catalogue: Mapping[str, CatalogueEntry] = field(default_factory=dict)

    def remark(
        self, check: str, weight: Weight, says: str, images: Iterable[LabelledImage] = (), figure: str = ""
    ) -> Remark:
        """A remark with names and files of the images; `figure` is a key of the figures."""
        concerned = list(images)
        return Remark(
            check,
            weight,
            says,
            tuple(image.name for image in concerned),
            tuple(str(image.path) for image in concerned),
            self.figures.source(figure) if figure else "",
        )

    def named(self, names: Iterable[str]) -> list[LabelledImage]:
        """The images of these names that are not in a vault."""
        wanted = set(names)
        return [image for image in self.dataset.images if image.name in wanted]

    def count_of_classes(self) -> dict[str, int]:
        """Images with each class, those in the set's own vault included, in the order of `by_class`."""
        kept = Counter(name for trace in self.vault for name in trace.classes)
        counts = {name: len(images) + kept.pop(name, 0) for name, images in self.by_class().items()}
        return {**counts, **kept}

    def by_class(self) -> dict[str, list[LabelledImage]]:
        """The images with each class, in the order of the dataset's classes; unknown ones come last."""
        found: dict[str, list[LabelledImage]] = {name: [] for name in self.dataset.classes}
        for image in self.dataset.images:
            for name in sorted({label.defect_class for label in image.labels}):
                found.setdefault(name, []).append(image)
        return found
