"""Images that must stay on one side of a split, and images that didn't."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector_app.datasets.grouping.alike import find_alike
from inspector_app.datasets.grouping.looks import Seen
from inspector_app.datasets.labelled import LabelledImage
from inspector_app.settings.dataset_figures import DatasetFigures

BY_NAME = "name"
SAME_CAPTURE = "same capture"


@dataclass(frozen=True, slots=True)
class GroupRule:
    """What makes images belong together: tags, a pattern of names, and from which likeness on two are one capture."""

    tags: tuple[str, ...]
    pattern: str
    alike: float

    @classmethod
    def of(cls, figures: DatasetFigures, pattern: str | None = None) -> GroupRule:
        """The rule of a site's settings, perhaps with another pattern of names."""
        chosen = figures.dataset_group_pattern if pattern is None else pattern
        return cls(figures.dataset_group_tags, chosen, figures.dataset_alike)

    def bonds(self, name: str, tags: Mapping[str, str]) -> tuple[Bond, ...]:
        """What an image has in common with others by its name and tags; an empty tag says nothing."""
        found = [Bond(tag, value) for tag in self.tags if (value := tags.get(tag, "").strip())]
        match = re.search(self.pattern, name.rpartition("/")[2]) if self.pattern else None
        if match:
            found.append(Bond(BY_NAME, match.group(1) if match.re.groups else match.group()))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Bond:
    """One thing that images have in common: `lot` 4711, `name` 00041, `same capture` 17."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A bond whose images are in several parts of a split: names by part, each in order."""

    bond: Bond
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Bonds of every image, groups connected by any chain of them, and images too alike to be told apart by look."""

    bonds: Mapping[str, tuple[Bond, ...]]
    group: Mapping[str, int]
    crowded: tuple[str, ...] = ()

    def members(self) -> list[list[str]]:
        """The names of each group."""
        members: dict[int, list[str]] = defaultdict(list)
        for name, number in self.group.items():
            members[number].append(name)
        return list(members.values())

    def captures(self) -> list[list[str]]:
        """Names that show one capture, where several do."""
        return list(self._by_bond({SAME_CAPTURE}).values())

    def leaks(self, parts: Mapping[str, str]) -> list[Leak]:
        """Every bond across parts; `parts` says where each image is, and one that isn't in it doesn't count."""
        leaks = []
        for bond, names in self._by_bond(None).items():
            found: dict[str, list[str]] = defaultdict(list)
            for name in names:
                if name in parts:
                    found[parts[name]].append(name)
            if len(found) > 1:
                leaks.append(Leak(bond, {part: tuple(sorted(some)) for part, some in sorted(found.items())}))
        return leaks

    def _by_bond(self, kinds: set[str] | None) -> dict[Bond, list[str]]:
        found: dict[Bond, list[str]] = defaultdict(list)
        for name, bonds in self.bonds.items():
            for bond in bonds:
                if kinds is None or bond.kind in kinds:
                    found[bond].append(name)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What grouping needs of an image, without its picture: also known of images that lie in a vault."""

    name: str
    tags: Mapping[str, str]
    look: NDArray[np.int8]
    digest: str
    classes: tuple[str, ...] = ()
    foreign: bool = False
    """Of another dataset, whose lots and names may mean something else: only its look counts."""


def traces_of(images: Iterable[LabelledImage], seen: Mapping[str, Seen]) -> list[Trace]:
    """The traces of the images whose files could be read."""
    return [
        Trace(image.name, image.tags, found.look, found.digest, _classes(image))
        for image in images
        if (found := seen.get(image.name)) is not None
    ]


def _classes(image: LabelledImage) -> tuple[str, ...]:
    return tuple(sorted({label.defect_class for label in image.labels}))


def group(traces: Sequence[Trace], rule: GroupRule) -> Grouping:
    """Groups by tags, names, equal files and looks."""
    captures, crowded = _captures(traces, rule.alike)
    bonds = {
        trace.name: (
            *(() if trace.foreign else rule.bonds(trace.name, trace.tags)),
            *captures.get(trace.name, ()),
        )
        for trace in traces
    }
    return Grouping(bonds, _connect(bonds), crowded)


def _captures(traces: Sequence[Trace], threshold: float) -> tuple[dict[str, tuple[Bond]], tuple[str, ...]]:
    """The bond of each image that is one capture with others, and the names that are too alike to tell."""
    if not traces:
        return {}, ()
    alike = find_alike(np.stack([trace.look for trace in traces]), threshold)
    linked = _connect(
        {
            trace.name: (Bond("look", str(number)), Bond("file", trace.digest))
            for trace, number in zip(traces, alike.groups, strict=True)
        }
    )
    together: dict[int, list[str]] = defaultdict(list)
    for name, number in linked.items():
        together[number].append(name)
    captures = {
        name: (Bond(SAME_CAPTURE, names[0]),)
        for names in together.values()
        if len(names) > 1
        for name in names
    }
    return captures, tuple(traces[place].name for place in alike.crowded)


def _connect(bonds: Mapping[str, tuple[Bond, ...]]) -> dict[str, int]:
    """A number for each set of names that is connected by bonds."""
    parent = {name: name for name in bonds}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    holder: dict[Bond, str] = {}
    for name, some in bonds.items():
        for bond in some:
            parent[root(name)] = root(holder.setdefault(bond, name))
    numbers: dict[str, int] = {}
    return {name: numbers.setdefault(root(name), len(numbers)) for name in bonds}
