"""Small labelled images for tests."""

import cv2
import numpy as np

from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.geometry import Box


def picture(path, width=64, height=48, shade=90):
    """An image file of a size; gives its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.full((height, width, 3), shade, np.uint8)
    pixels[::7, ::5] = (10, 200, 30)
    cv2.imencode(path.suffix, pixels)[1].tofile(path)
    return path


def boxed(defect_class, x1, y1, x2, y2, **more):
    """A label with a box."""
    return Label(defect_class, Box(x1, y1, x2, y2), **more)


def outlined(defect_class, *outlines, **more):
    """A label with outlines and the box round them."""
    points = [point for outline in outlines for point in outline]
    across, down = zip(*points, strict=True)
    return Label(defect_class, Box(min(across), min(down), max(across), max(down)), outlines, **more)


TRIANGLE = ((3.25, 4.5), (20.123456, 4.75), (11.0, 30.5))
SQUARE = ((30.0, 10.0), (40.5, 10.0), (40.5, 20.25), (30.0, 20.25))


def full_dataset(folder):
    """Everything that a dataset may hold: folders in names, any script, outlines, attributes, tags, goldens."""
    golden = picture(folder / "src" / "golden.png", shade=200)
    images = (
        LabelledImage(
            "lot 1/früh/a",
            picture(folder / "src" / "lot 1" / "a.png"),
            64,
            48,
            (
                boxed(
                    "scratch", 1.01, 2.02, 30.337, 40.119, attributes={"depth": "deep & wide", "ünï": '"<>"'}
                ),
                outlined("dent, old", TRIANGLE, SQUARE, attributes={"side": "top"}),
                boxed("scratch", 0.0, 0.0, 64.0, 48.0),
            ),
            golden,
            {"lot": "L-1", "answered_by": "Ødegård", "answered_at": "2026-03-01T10:00:00+00:00"},
        ),
        LabelledImage("empty", picture(folder / "src" / "empty.jpg", 100, 80), 100, 80, (), golden, {}),
        LabelledImage(
            "日本/b.1",
            picture(folder / "src" / "b.bmp", 50, 60),
            50,
            60,
            (outlined("scratch", ((5.5, 5.5), (9.75, 5.5), (7.0, 12.125))), boxed("1", 10, 20, 30, 40)),
            picture(folder / "src" / "b golden.png", 50, 60),
            {"view": "top", "light": "ring"},
        ),
    )
    return Dataset(("scratch", "1", "never seen", "dent, old", "no"), images)
