"""Small datasets whose pictures differ as much as those of different parts do."""

import cv2
import numpy as np

from inspector_app.datasets.grouping.looks import see_all
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.geometry import Box

SIDE = 96


def picture(seed):
    """A picture of its own, (96, 96) uint8, as coarse as a real one."""
    noise = np.random.default_rng(seed).integers(0, 256, (24, 24), np.uint8)
    return cv2.resize(noise, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)


def an_image(folder, name, *, seed=0, classes=(), pixels=None, **tags):
    """A labelled image with a file; a box for each class."""
    path = folder / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = picture(seed) if pixels is None else pixels
    path.write_bytes(cv2.imencode(".png", shown)[1].tobytes())
    labels = tuple(
        Label(one, Box(10 + 20 * place, 10, 25 + 20 * place, 30)) for place, one in enumerate(classes)
    )
    return LabelledImage(name, path, shown.shape[1], shown.shape[0], labels, None, tags)


def a_dataset(images, classes=("spur", "open")):
    return Dataset(tuple(classes), tuple(images))


def lots(folder, count, *, each=4, **tags):
    """`count` lots of `each` images: one with a spur, one with an open, the rest clean."""
    kinds = [("spur",), ("open",)]
    return [
        an_image(
            folder,
            f"lot{lot:02d}-{place}",
            seed=1000 * lot + place,
            classes=kinds[place] if place < 2 else (),
            lot=f"L{lot}",
            **tags,
        )
        for lot in range(count)
        for place in range(each)
    ]


def sight_of(dataset):
    return see_all(dataset.images)
