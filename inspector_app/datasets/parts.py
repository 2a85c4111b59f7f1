"""The parts of a split, and how an image says to which it belongs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from inspector_app.datasets.labelled import LabelledImage

SPLIT_TAG = "split"


class Part(StrEnum):
    """To train on, to choose by, to test; and the vault, which only an evaluation sees."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"
    VAULT = "vault"


OPEN_PARTS = (Part.TRAIN, Part.VALIDATION, Part.TEST)

_WORDS = {
    "train": "train",
    "training": "train",
    "trainval": "trainval",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
    "testing": "test",
    "vault": "vault",
}


def stated_part(image: LabelledImage) -> str | None:
    """The part that an image is in by its tag or by a folder of its name; None where neither says.

    A tag of another word is taken as it is; a set may have parts that we don't know.
    """
    word = image.tags.get(SPLIT_TAG, "").strip()
    if word:
        return _WORDS.get(word.casefold(), word)
    folders = PurePosixPath(image.name).parts[:-1]
    return next((_WORDS[each.casefold()] for each in folders if each.casefold() in _WORDS), None)
