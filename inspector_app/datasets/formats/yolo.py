"""YOLO: a text file an image, a line a label, in shares of the image; boxes, or outlines for segmentation.

Read: data.yaml (ultralytics, Roboflow), obj.data and obj.names (darknet, CVAT), classes.txt (LabelImg); labels beside
the images or in a folder `labels` instead of `images`. A line `class x y w h` is a box by its centre, a longer one an
outline. Written: data.yaml, images/, labels/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import yaml

from inspector_app.datasets.formats.images import split_named, without_suffix
from inspector_app.datasets.formats.numbers import number, pairs, whole_number
from inspector_app.datasets.formats.reading import Reading
from inspector_app.datasets.formats.shapes import checked_label, hull_instead, joined, rectangle
from inspector_app.datasets.formats.texts import read_lines, read_text
from inspector_app.datasets.formats.writing import Writing
from inspector_app.datasets.labelled import DatasetError, Label, LabelledImage
from inspector_app.datasets.provenance import read_provenance
from inspector_app.domain.geometry import Box

_DARKNET = frozenset({"obj_train_data", "obj_val_data", "obj_test_data"})
_NO_LABELS = frozenset({"classes.txt", "train.txt", "val.txt", "test.txt", "notes.txt"})
SPLITS = ("train", "val", "test")
Size = tuple[int, int]


def recognises(reading: Reading) -> bool:
    """Whether a folder looks like YOLO: its list of classes is there."""
    return _class_file(reading) is not None


def read(reading: Reading) -> Sequence[str]:
    """Adds all images with their labels; gives the classes in the order of their numbers."""
    file = _class_file(reading)
    if file is None:
        raise DatasetError(
            f"{reading.root}: no data.yaml, obj.names or classes.txt says what the classes are."
        )
    classes = _classes_of(reading, file)
    tags, splits = read_provenance(reading.root), _splits(reading)
    used = set()
    for image in reading.files.images:
        label_file = _label_file(reading, image)
        used.add(label_file)
        with reading.item():
            if label_file is None:
                reading.add_unlabelled(image)
            else:
                size = reading.size(image)
                labels = list(_labels(reading, label_file, classes, size))
                split = {"split": splits[image]} if image in splits else {}
                reading.add(image, size, labels, {**split, **tags.get(PurePosixPath(image).name, {})})
    _check_orphans(reading, used)
    return classes


def write(writing: Writing) -> None:
    """Writes a dataset with boxes; outlines and attributes go to the sidecar."""
    _write(writing, outlined=False)


def write_outlines(writing: Writing) -> None:
    """Writes a dataset with outlines for segmentation; a label that is only a box becomes four corners."""
    _write(writing, outlined=True)


def _class_file(reading: Reading) -> str | None:
    yamls = [each for each in reading.files.with_suffix(".yaml", ".yml") if "/" not in each]
    yamls.sort(key=lambda each: not each.startswith("data"))
    for each in yamls:
        if "names" in _yaml(reading, each):
            return each
    ends = ("obj.names", "classes.txt")
    found = [each for end in ends for each in reading.files.files if PurePosixPath(each).name == end]
    return min(found, key=lambda each: (each.count("/"), not each.endswith("names"), each), default=None)


def _yaml(reading: Reading, file: str) -> dict[str, object]:
    path = reading.root / file
    try:
        # the base loader makes text of everything: the class `no` stays a word and never becomes false
        found = yaml.load(read_text(path), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise DatasetError(f"{path}{line}: is broken YAML: {getattr(error, 'problem', error)}.") from error
    return found if isinstance(found, dict) else {}


def _classes_of(reading: Reading, file: str) -> tuple[str, ...]:
    path = reading.root / file
    if not file.endswith((".yaml", ".yml")):
        lines = read_lines(path)
        return tuple(lines[: max((at for at, line in enumerate(lines, 1) if line), default=0)])
    whole = _yaml(reading, file)
    if "kpt_shape" in whole:
        raise DatasetError(f"{path}: is a dataset of poses (kpt_shape); only boxes and outlines are read.")
    names = whole["names"]
    if isinstance(names, dict):
        numbered = {
            whole_number(key, str(path), "the number of a class"): name for key, name in names.items()
        }
        if sorted(numbered) != list(range(len(numbered))):
            raise DatasetError(
                f"{path}: the classes under `names` are not numbered 0, 1, 2, ...; number them so."
            )
        names = [numbered[each] for each in range(len(numbered))]
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise DatasetError(f"{path}: `names` is no list of classes.")
    return tuple(each.strip() for each in names)


def _label_file(reading: Reading, image: str) -> str | None:
    parts = PurePosixPath(without_suffix(image)).parts
    places = []
    for at in reversed(range(len(parts) - 1)):
        if parts[at].lower() == "images":
            places.append("/".join((*parts[:at], "labels", *parts[at + 1 :])))
            break
    places.append("/".join(parts))
    return next((f"{each}.txt" for each in places if f"{each}.txt" in reading.files.files), None)


def _labels(reading: Reading, file: str, classes: Sequence[str], size: Size) -> Iterator[Label]:
    for line_number, line in enumerate(read_lines(reading.root / file), 1):
        if line:
            with reading.item():
                yield _label(line.split(), classes, size, f"{reading.root / file}:{line_number}")


def _label(words: Sequence[str], classes: Sequence[str], size: Size, where: str) -> Label:
    at = whole_number(words[0], where, "the number of the class")
    if not 0 <= at < len(classes):
        raise DatasetError(f"{where}: the class {at} is unknown; there are 0 to {len(classes) - 1}.")
    values = [number(word, where, "a coordinate") for word in words[1:]]
    if len(values) == 4:
        x, y, width, height = (value * side for value, side in zip(values, (*size, *size), strict=True))
        box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        return checked_label(classes[at], size, where, box=box)
    if len(values) < 6:
        raise DatasetError(
            f"{where}: {len(words)} numbers; a label has 5 (class, centre, width, height), or a class and an outline."
        )
    outline = tuple((x * size[0], y * size[1]) for x, y in pairs(values, where))
    return checked_label(classes[at], size, where, outlines=(outline,))


def _splits(reading: Reading) -> dict[str, str]:
    """Images that train.txt, val.txt or test.txt name, one of them each; a line may begin with another PC's folders."""
    found = {}
    for split in SPLITS:
        if f"{split}.txt" not in reading.files.files:
            continue
        for line in read_lines(reading.root / f"{split}.txt"):
            parts = PurePosixPath(line.replace("\\", "/")).parts
            ends = ("/".join(parts[at:]) for at in range(len(parts)))
            image = next((each for each in ends if each in reading.files.files), None)
            if image is not None:
                found[image] = split
    return found


def _check_orphans(reading: Reading, used: set[str | None]) -> None:
    for file in reading.files.with_suffix(".txt"):
        folders = {part.lower() for part in PurePosixPath(file).parts[:-1]}
        if file in used or PurePosixPath(file).name in _NO_LABELS or not folders & {"labels", *_DARKNET}:
            continue
        with reading.item():
            raise DatasetError(f"{reading.root / file}: its image is missing.")


def _write(writing: Writing, *, outlined: bool) -> None:
    classes = writing.dataset.classes
    numbers = {each: at for at, each in enumerate(classes)}
    for image in writing.dataset.images:
        file = writing.place(image)
        lines = []
        for index, label in enumerate(image.labels):
            at = numbers[label.defect_class]
            lines.append(f"{at} {_outline_text(label, image) if outlined else _box_text(label, image)}\n")
            hull = hull_instead(label) if outlined else None
            unheld = len(label.outlines) != 1 if outlined else bool(label.outlines)
            if unheld or hull or label.attributes:
                writing.keep(index, label, outlines=unheld, attributes=bool(label.attributes), read_as=hull)
        writing.text(f"labels/{without_suffix(file).removeprefix('images/')}.txt", "".join(lines))
    names = "".join(f"  {at}: {json.dumps(each, ensure_ascii=False)}\n" for at, each in enumerate(classes))
    names = f"names:\n{names}" if names else "names: []\n"
    lists = _write_lists(writing)
    writing.text(
        "data.yaml",
        f"# Written by Inspector. Paths are relative to this file.\n{lists}{names}",
    )


def _write_lists(writing: Writing) -> str:
    """The lists of a dataset that was split, and the lines of data.yaml that name them; else all is for both."""
    listed: dict[str, list[str]] = {split: [] for split in SPLITS}
    for image in writing.dataset.images:
        split = split_named(image.tags.get("split", ""))
        if split:
            listed[split].append(f"./images/{image.name}{image.path.suffix.lower()}\n")
    if not listed["train"] or not listed["val"]:
        return "train: images\nval: images\n"
    filled = {split: lines for split, lines in listed.items() if lines}
    for split, lines in filled.items():
        writing.text(f"{split}.txt", "".join(lines))
    return "".join(f"{split}: {split}.txt\n" for split in filled)


def _box_text(label: Label, image: LabelledImage) -> str:
    x, y = label.box.centre
    shares = (
        x / image.width,
        y / image.height,
        label.box.width / image.width,
        label.box.height / image.height,
    )
    return " ".join(f"{each:.10f}" for each in shares)


def _outline_text(label: Label, image: LabelledImage) -> str:
    outline = joined(label.outlines) if label.outlines else rectangle(label.box)
    return " ".join(f"{x / image.width:.10f} {y / image.height:.10f}" for x, y in outline)
