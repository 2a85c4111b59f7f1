"""One folder being read: images with their labels so far, and all that is wrong, not only the first fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from inspector_app.datasets.formats.images import ImageFolder, name_of, size_of, split_named, split_of
from inspector_app.datasets.formats.sidecar import read_sidecar
from inspector_app.datasets.labelled import Dataset, DatasetError, Label, LabelledImage
from inspector_app.datasets.store import check_dataset

Progress = Callable[[int, int], None]
_SHOWN = 10


class Unlabelled(StrEnum):
    """What an image without any label file is: nobody knows until it is said."""

    REFUSE = "refuse"
    CLEAN = "clean"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. progress: called with images read and in all."""

    unlabelled: Unlabelled = Unlabelled.REFUSE
    progress: Progress | None = None


class Reading:
    """Collects what a format's reader finds in a folder. rounding: px by which the format rounds coordinates."""

    def __init__(self, root: Path, options: ReadOptions, rounding: float = 0.02) -> None:
        self.root = root
        self.files = ImageFolder(root)
        self.sidecar = read_sidecar(root)
        self._options = options
        self._rounding = rounding
        self._images: list[LabelledImage] = []
        self._problems: list[str] = []
        self._unlabelled: list[str] = []
        self._total = len(self.files.images)

    @contextmanager
    def item(self) -> Iterator[None]:
        """What is wrong in here is noted, and reading goes on with the next item."""
        try:
            yield
        except DatasetError as error:
            self._problems.append(str(error))

    def size(
        self, image: str, where: str | None = None, declared: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """Width and height of an image, as `size_of`."""
        path = self.root / image
        return size_of(path, where or str(path), declared)

    def add(
        self,
        image: str,
        size: tuple[int, int],
        labels: Sequence[Label],
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """One image with its labels; `image` is its path in the folder."""
        # of an image that we wrote, a folder's name says nothing
        named = self.sidecar.images.get(image) if self.sidecar else None
        split = None if named else split_of(image)
        found = LabelledImage(
            name_of(image),
            self.root / image,
            *size,
            tuple(labels),
            self.files.golden_of(image),
            {**({"split": split} if split else {}), **(tags or {})},
        )
        if self.sidecar is not None:
            found = self._as_written(image, found)
        self._images.append(found)
        if self._options.progress is not None:
            self._total = max(self._total, len(self._images))
            self._options.progress(len(self._images), self._total)

    def add_unlabelled(self, image: str) -> None:
        """One image that no label file speaks of: it is what the options say of such."""
        if self._options.unlabelled is Unlabelled.CLEAN:
            self.add(image, self.size(image), ())
        elif self._options.unlabelled is Unlabelled.REFUSE:
            self._unlabelled.append(image)

    def finish(self, classes: Iterable[str]) -> Dataset:
        """The dataset; DatasetError with the faults, the first ten of them in words."""
        self._say_unlabelled()
        if self._problems:
            shown = "\n".join(self._problems[:_SHOWN])
            more = len(self._problems) - _SHOWN
            raise DatasetError(shown + (f"\nand {more} more like these." if more > 0 else ""))
        if not self._images:
            raise DatasetError(f"{self.root}: has no labelled images. Is it the right folder?")
        named = tuple(classes)
        dataset = Dataset(self.sidecar.ordered(named) if self.sidecar else named, tuple(self._images))
        check_dataset(dataset)
        return dataset

    def _as_written(self, image: str, found: LabelledImage) -> LabelledImage:
        assert self.sidecar is not None
        named = self.sidecar.images.get(image)
        if named is not None and split_named(named.tags.get("split", "")) == found.tags.get("split"):
            # the format's word for the part of a split that was kept
            found = replace(found, tags={key: value for key, value in found.tags.items() if key != "split"})
        restored = self.sidecar.applied(self.root, image, found, self._rounding)
        if restored.golden is not None and not restored.golden.is_file():
            raise DatasetError(f"{self.root / image}: its golden {restored.golden} is missing.")
        return restored

    def _say_unlabelled(self) -> None:
        count = len(self._unlabelled)
        if count:
            named = ", ".join(self._unlabelled[:3]) + (", ..." if count > 3 else "")
            self._problems.append(
                f"{self.root}: {count} images have no label file: {named}. Nobody can tell whether they are clean:"
                " say --unlabelled clean if somebody looked, or --unlabelled skip to leave them out."
            )
