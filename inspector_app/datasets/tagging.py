"""What is known of images, from a table: lot, serial, light, maintenance, when and from how far they were taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inspector_app.datasets.labelled import DatasetError, LabelledImage
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import SPLIT_TAG
from inspector_app.datasets.replacing import finish_replacing, replace_dataset
from inspector_app.datasets.store import read_dataset
from inspector_app.datasets.vault.keeping import known_of_vault
from inspector_app.settings.home import Home

NAME = "name"
Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tagged:
    """How many images have new tags, and how many of the table lie in the vault, which keeps what it has."""

    images: int
    in_vault: int


def read_tags(path: Path) -> dict[str, Tags]:
    """Tags by the name of the image: CSV in UTF-8, commas or semicolons, a column `name` and one a tag.

    An empty cell says nothing. Raises DatasetError with file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: can't be read: {error}. Save it as CSV in UTF-8.") from error
    mark = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: dict[str, Tags] = {}
    try:
        _check_head(path, table.fieldnames or ())
        for row in table:
            where = f"{path}:{table.line_num}"
            if None in row or None in row.values():
                raise DatasetError(f"{where}: it has more or fewer cells than the first line. Correct it.")
            name = row.pop(NAME).strip()
            if name in found:
                raise DatasetError(f"{where}: {name!r} is there twice. Keep one line of it.")
            found[name] = {tag.strip(): value.strip() for tag, value in row.items() if value.strip()}
    except csv.Error as error:
        raise DatasetError(f"{path}: after line {table.line_num}: {error}. Save it as CSV again.") from error
    return found


def tag_dataset(home: Home, name: str, table: Mapping[str, Tags], every: Tags) -> Tagged:
    """Gives images of HOME/datasets/NAME their tags; `every` goes to all of them, and the table before it.

    Other tags stay. Raises DatasetError, nothing changed, for names that the dataset and its vault don't have.
    """
    if SPLIT_TAG in every:
        raise DatasetError(f"The tag {SPLIT_TAG} is set by `dataset split`, not by hand.")
    folder = home.datasets / name
    with changing(home, name):
        finish_replacing(folder)
        dataset = read_dataset(folder)
        vault = {trace.name for trace in known_of_vault(home.vaults / name)}
        unknown = sorted(table.keys() - vault - {image.name for image in dataset.images})
        if unknown:
            raise DatasetError(
                f"{name}: {len(unknown)} names of the table are no image of it, {unknown[0]!r} first. Names have "
                "folders and no suffix, like `line3/0001`."
            )
        images = tuple(_tagged(dataset.images, table, every))
        changed = sum(new != old for new, old in zip(images, dataset.images, strict=True))
        if changed:
            replace_dataset(replace(dataset, images=images), folder)
    return Tagged(changed, len(table.keys() & vault))


def _tagged(
    images: tuple[LabelledImage, ...], table: Mapping[str, Tags], every: Tags
) -> Iterator[LabelledImage]:
    return (replace(image, tags={**image.tags, **every, **table.get(image.name, {})}) for image in images)


def _check_head(path: Path, head: object) -> None:
    columns = [str(each).strip() for each in head] if isinstance(head, list) else []
    if NAME not in columns:
        raise DatasetError(f"{path}:1: there is no column {NAME!r}. Add one with the names of the images.")
    if SPLIT_TAG in columns:
        raise DatasetError(f"{path}:1: the tag {SPLIT_TAG} is set by `dataset split`. Take the column out.")
    if "" in columns or len(set(columns)) < len(columns):
        raise DatasetError(f"{path}:1: a column has no name, or that of another. Correct the first line.")
