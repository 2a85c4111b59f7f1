"""Splits a dataset of a home: the vault's images leave it, the others learn their part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector_app.datasets.grouping.groups import Trace, traces_of
from inspector_app.datasets.grouping.looks import Seen, Sight, see_all
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.one_at_a_time import changing
from inspector_app.datasets.parts import SPLIT_TAG, Part
from inspector_app.datasets.replacing import finish_replacing, replace_dataset
from inspector_app.datasets.splitting.dividing import Division, SplitRule, divide, with_parts
from inspector_app.datasets.splitting.kept_rule import keep_rule
from inspector_app.datasets.store import read_dataset
from inspector_app.datasets.vault.keeping import add_to_vault, known_of_vault
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class PartCounts:
    """Images of a part: all, clean ones, and those with each class."""

    images: int
    clean: int
    classes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SplitResult:
    """What a split did.

    new_in_vault: images that this one put there. torn: groups that were in several parts before, and stay. missing:
    sentences for each class that a part lacks.
    """

    parts: Mapping[Part, PartCounts]
    groups: int
    new_in_vault: int
    torn: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]


def split_dataset(
    home: Home,
    name: str,
    rule: SplitRule,
    *,
    again: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> SplitResult:
    """Splits HOME/datasets/NAME by the rule; `again` divides all but the vault anew.

    First the vault gets its copies, then the dataset is replaced by one without them: after a kill in between, the
    next split finishes. Raises DatasetError, nothing changed, where an image can't be read or its name is taken in the
    vault by another picture.
    """
    folder, vault = home.datasets / name, home.vaults / name
    with changing(home, name):
        finish_replacing(folder)
        dataset = read_dataset(folder)
        known = known_of_vault(vault)
        sight = see_all(dataset.images, progress)
        back = _back_from_vault(dataset, known, sight.seen)
        fresh = Dataset(dataset.classes, tuple(image for image in dataset.images if image.name not in back))
        division = divide(fresh, sight, known, rule, again=again)
        parts = {**division.parts, **dict.fromkeys(back, Part.VAULT)}
        if not known and Part.VAULT not in parts.values():
            raise DatasetError(
                f"{name}: its {len(parts)} images are {division.groups} groups, too few to keep one from training. "
                "Collect from more lots, or tell groups by a finer tag or pattern."
            )
        _carry_out(with_parts(dataset, parts), sight, folder, vault)
        keep_rule(vault, rule)
        return _result(dataset, division, known_of_vault(vault), len(known))


def _back_from_vault(dataset: Dataset, known: tuple[Trace, ...], seen: Mapping[str, Seen]) -> set[str]:
    """Names that the vault has with the very same file: imported again, or left by a kill."""
    digests = {trace.name: trace.digest for trace in known}
    back = {image.name for image in dataset.images if image.name in digests and image.name in seen}
    other = [name for name in sorted(back) if digests[name] != seen[name].digest]
    if other:
        raise DatasetError(
            f"{other[0]}: the vault has another picture of this name. Give the new one another name."
        )
    return back


def _carry_out(marked: Dataset, sight: Sight, folder: Path, vault: Path) -> None:
    aside = [image for image in marked.images if image.tags[SPLIT_TAG] == Part.VAULT]
    if aside:
        add_to_vault(vault, aside, traces_of(aside, sight.seen), marked.classes)
    staying = tuple(image for image in marked.images if image.tags[SPLIT_TAG] != Part.VAULT)
    replace_dataset(Dataset(marked.classes, staying), folder)


def _result(dataset: Dataset, division: Division, vault: tuple[Trace, ...], before: int) -> SplitResult:
    classes: dict[Part, list[tuple[str, ...]]] = {part: [] for part in Part}
    for image in dataset.images:
        part = division.parts.get(image.name, Part.VAULT)
        if part is not Part.VAULT:
            classes[part].append(_classes(image))
    classes[Part.VAULT] = [trace.classes for trace in vault]
    parts = {part: _counts(rows) for part, rows in classes.items()}
    there = {each for rows in classes.values() for row in rows for each in row}
    missing = tuple(
        f"{part} has no image with {each}"
        for part, counts in parts.items()
        for each in sorted(there - set(counts.classes))
    )
    return SplitResult(parts, division.groups, len(vault) - before, division.torn, missing)


def _classes(image: LabelledImage) -> tuple[str, ...]:
    return tuple(sorted({label.defect_class for label in image.labels}))


def _counts(rows: list[tuple[str, ...]]) -> PartCounts:
    classes = Counter(each for row in rows for each in row)
    return PartCounts(len(rows), sum(not row for row in rows), dict(sorted(classes.items())))
