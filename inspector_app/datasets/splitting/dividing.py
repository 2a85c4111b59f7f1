"""The split of a dataset, as an answer; nothing is moved here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inspector_app.datasets.grouping.groups import GroupRule, Trace, group, traces_of
from inspector_app.datasets.grouping.looks import Sight
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.parts import OPEN_PARTS, SPLIT_TAG, Part
from inspector_app.datasets.splitting.assigning import Deal, deal_out, held_by
from inspector_app.settings.dataset_figures import DatasetFigures


@dataclass(frozen=True, slots=True)
class SplitRule:
    """How a set is divided: shares of vault, train and validation (the last two of the rest), groups, seed."""

    vault: float
    train: float
    validation: float
    groups: GroupRule
    seed: int

    @classmethod
    def of(cls, figures: DatasetFigures, seed: int, pattern: str | None = None) -> SplitRule:
        """The rule of a site's settings. Raises DatasetError where the shares leave nothing to test on."""
        train, validation = figures.dataset_train_share, figures.dataset_validation_share
        if train + validation >= 1:
            raise DatasetError(
                f"dataset_train_share {train:g} and dataset_validation_share {validation:g} leave no test part: "
                "lower one of them in the settings."
            )
        return cls(figures.dataset_vault_share, train, validation, GroupRule.of(figures, pattern), seed)


@dataclass(frozen=True, slots=True)
class Division:
    """Where each image goes. torn: groups with images in several parts already, which stay where they are."""

    parts: Mapping[str, Part]
    groups: int
    torn: tuple[tuple[str, ...], ...] = ()


def divide(
    dataset: Dataset, sight: Sight, vault: Sequence[Trace], rule: SplitRule, *, again: bool
) -> Division:
    """Divides by group, stratified by class.

    vault: what lies in a vault already. Where there is one, images that were divided before stay, their groups with
    them, and only what is new is dealt out; again: all but the vault is dealt out anew. Raises DatasetError where an
    image can't be read, since nobody could tell to which group it belongs.
    """
    if sight.broken:
        name, why = next(iter(sight.broken.items()))
        raise DatasetError(
            f"{len(sight.broken)} images can't be read, {name} first: {why}. Take them out, then split."
        )
    traces = [*traces_of(dataset.images, sight.seen), *vault]
    grouping = group(traces, rule.groups)
    members = grouping.members()
    known = {trace.name: Part.VAULT for trace in vault}
    if vault and not again:
        known |= {image.name: part for image in dataset.images if (part := _given(image)) is not None}
    dealt = _deal(members, known, _kinds(traces), rule)
    parts = {
        name: known.get(name, part) for names, part in zip(members, dealt, strict=True) for name in names
    }
    torn = tuple(
        tuple(names) for names in members if len({known[name] for name in names if name in known}) > 1
    )
    return Division({image.name: parts[image.name] for image in dataset.images}, len(members), torn)


def with_parts(dataset: Dataset, parts: Mapping[str, Part]) -> Dataset:
    """The dataset with each image's part in its tags."""
    images = (
        LabelledImage(
            image.name,
            image.path,
            image.width,
            image.height,
            image.labels,
            image.golden,
            {**image.tags, SPLIT_TAG: str(parts[image.name])},
        )
        for image in dataset.images
    )
    return Dataset(dataset.classes, tuple(images))


def _given(image: LabelledImage) -> Part | None:
    word = image.tags.get(SPLIT_TAG)
    return Part(word) if word in OPEN_PARTS else None


def _kinds(traces: Sequence[Trace]) -> dict[str, list[int]]:
    """For each name: 0 for an image, 1 for a clean one, 2 and on for the classes on it."""
    classes = sorted({each for trace in traces for each in trace.classes})
    numbers = {name: number for number, name in enumerate(classes, 2)}
    return {trace.name: [0, *([numbers[each] for each in trace.classes] or [1])] for trace in traces}


def _deal(
    members: Sequence[Sequence[str]],
    known: Mapping[str, Part],
    kinds: Mapping[str, Sequence[int]],
    rule: SplitRule,
) -> list[Part]:
    """First the vault is dealt against all else, then the rest among the three; a group goes where any of it is."""
    held = held_by(members, kinds, 1 + max((max(one) for one in kinds.values()), default=0))
    fixed = [_fixed(names, known) for names in members]
    aside = np.array([-1 if part is None else int(part is not Part.VAULT) for part in fixed], np.intp)
    in_vault = deal_out(Deal(held, np.array([rule.vault, 1 - rule.vault]), aside), rule.seed) == 0
    rest = np.flatnonzero(~in_vault)
    shares = np.array([rule.train, rule.validation, 1 - rule.train - rule.validation])
    places = [-1 if (part := fixed[place]) is None else OPEN_PARTS.index(part) for place in rest]
    given = deal_out(Deal(held[rest], shares, np.array(places, np.intp)), rule.seed)
    parts = [Part.VAULT] * len(members)
    for place, number in zip(rest, given, strict=True):
        parts[place] = OPEN_PARTS[number]
    return parts


def _fixed(names: Sequence[str], known: Mapping[str, Part]) -> Part | None:
    """The part that a group's new images join: the vault before all others, since what it knows must not leak."""
    found = [known[name] for name in names if name in known]
    if Part.VAULT in found:
        return Part.VAULT
    return max(OPEN_PARTS, key=found.count) if found else None
