"""Generated surfaces as a labelled data set with outlines: something to try the whole way with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from inspector_app.datasets.formats.known import write_folder
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.imaging import Mask, encode_png, outlines_of
from inspector_app.surfaces import FLAWS, SurfaceView, render_surface, validation_surface

PARTS_A_LOT = 10
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SurfacesPlan:
    """How many images of a material, half of them good. A lot is one surface, whose parts are alike.

    flaws: those of the material that are drawn, by turns; without any, all.
    """

    material: str = "metal"
    images: int = 200
    flaws: tuple[str, ...] = ()
    first_lot: int = 0


def write_surfaces(folder: Path, plan: SurfacesPlan, format_name: str, progress: Progress | None) -> Dataset:
    """Writes a new folder in one of the known formats. ValueError for a flaw that the material doesn't have."""
    flaws = plan.flaws or FLAWS[plan.material]
    with TemporaryDirectory(dir=folder.parent, prefix=".surfaces-") as drawn:
        images = tuple(_images(Path(drawn), plan, flaws, progress))
        dataset = Dataset(flaws, images)
        write_folder(dataset, folder, format_name, link=True)
    return dataset


def _images(
    folder: Path, plan: SurfacesPlan, flaws: tuple[str, ...], progress: Progress | None
) -> Iterator[LabelledImage]:
    for number in range(plan.images):
        lot = plan.first_lot + number // PARTS_A_LOT
        flaw = flaws[number // 2 % len(flaws)] if number % 2 else None
        view = render_surface(validation_surface(plan.material, lot), number, flaw)
        path = folder / f"{plan.material}-{number:05d}.png"
        path.write_bytes(encode_png(view.image))
        height, width = view.image.shape
        tags = {"lot": f"{plan.material} {lot}", "part": f"{number}", "source": "generated"}
        yield LabelledImage(path.stem, path, width, height, tuple(_labels(view)), None, tags)
        if progress is not None:
            progress(number + 1, plan.images)


def _labels(view: SurfaceView) -> Iterator[Label]:
    if view.flaw is None or view.covered is None:
        return
    height, width = view.image.shape
    outlines = outlines_of(Mask(0, 0, view.covered))
    yield checked_label(view.flaw, (width, height), view.flaw, outlines=outlines)
