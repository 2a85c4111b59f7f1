from pathlib import Path

from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.geometry import Box


def image(name, *codes):
    labels = tuple(Label(code, Box(0, 0, 9, 9)) for code in codes)
    return LabelledImage(name, Path(f"{name}.png"), 64, 64, labels, None)


def test_without_a_class_it_is_as_if_that_had_never_occurred():
    made = Dataset(("open", "short"), (image("a", "open"), image("b", "open", "short"), image("c")))
    left = made.without({"short"})
    assert (left.classes, [one.name for one in left.images]) == (("open",), ["a", "c"])
    assert made.without(()) == made
