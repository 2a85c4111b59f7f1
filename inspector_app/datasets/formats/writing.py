"""One folder being written in another tool's format: images, goldens, and the sidecar for what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspector_app.datasets.formats.reading import Progress
from inspector_app.datasets.formats.sidecar import write_sidecar
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.datasets.new_folder import place_file, write_text
from inspector_app.domain.geometry import Box


class Writing:
    """A new folder for one dataset. link: hard links where the disk can do that. progress: images done, in all."""

    def __init__(
        self, dataset: Dataset, folder: Path, written_as: str, *, link: bool, progress: Progress | None
    ) -> None:
        self.dataset = dataset
        self.folder = folder
        self._written_as = written_as
        self._link = link
        self._progress = progress
        self._goldens: dict[Path, str] = {}
        self._rows: list[dict[str, Any]] = []

    def place(self, image: LabelledImage, folder: str = "images") -> str:
        """Puts an image and its golden into the folder; gives the image's path in it."""
        file = f"{folder}/{image.name}{image.path.suffix.lower()}"
        place_file(image.path, self.folder / file, link=self._link)
        golden = self._golden(image, image.golden) if image.golden else None
        row: dict[str, Any] = {"file": file, "name": image.name, "golden": golden, "tags": dict(image.tags)}
        row["labels"] = []
        self._rows.append(row)
        if self._progress is not None:
            self._progress(len(self._rows), len(self.dataset.images))
        return file

    def keep(
        self,
        index: int,
        label: Label,
        *,
        outlines: bool = False,
        attributes: bool = False,
        read_as: Box | None = None,
    ) -> None:
        """What the format can't hold of a label, the `index`-th of the image placed last.

        read_as: the box that the format's file gives, where it can't hold the label's own.
        """
        row: dict[str, Any] = {"index": index, "class": label.defect_class, "box": label.box.as_tuple()}
        if read_as is not None:
            row["read_as"] = read_as.as_tuple()
        if outlines:
            row["outlines"] = label.outlines
        if attributes:
            row["attributes"] = dict(label.attributes)
        self._rows[-1]["labels"].append(row)

    def text(self, file: str, text: str) -> None:
        """A text file of the format; `file` is its path in the folder."""
        write_text(self.folder / file, text)

    def finish(self) -> None:
        """Writes the sidecar."""
        write_sidecar(self.folder, self._written_as, self.dataset.classes, self._rows)

    def _golden(self, image: LabelledImage, golden: Path) -> str:
        if golden not in self._goldens:
            self._goldens[golden] = f"goldens/{image.name}{golden.suffix.lower()}"
            place_file(golden, self.folder / self._goldens[golden], link=self._link)
        return self._goldens[golden]
