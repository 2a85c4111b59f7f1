"""What differs between two versions, image by image."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector_app.datasets.parts import Part
from inspector_app.datasets.versions.manifest import FrozenImage, Manifest


@dataclass(frozen=True, slots=True)
class Difference:
    """Names of images by what happened to them, and images of each class before and after, by part."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    relabelled: tuple[str, ...]
    repictured: tuple[str, ...]
    retagged: tuple[str, ...]
    moved: Mapping[str, tuple[Part, Part]]
    images: Mapping[Part, tuple[int, int]]
    classes: Mapping[str, Mapping[Part, tuple[int, int]]]

    @property
    def nothing(self) -> bool:
        """Whether the versions hold the same."""
        some = (self.added, self.removed, self.relabelled, self.repictured, self.retagged, self.moved)
        return not any(some)


def difference(old: Manifest, new: Manifest) -> Difference:
    """From the old version to the new one; repictured: another file, or golden, under the same name."""

    def changed(by: Callable[[FrozenImage], object]) -> tuple[str, ...]:
        both = sorted(old.images.keys() & new.images.keys())
        return tuple(name for name in both if by(old.images[name]) != by(new.images[name]))

    names = sorted({*old.classes, *new.classes, *_labelled(old), *_labelled(new)})
    return Difference(
        added=tuple(sorted(new.images.keys() - old.images.keys())),
        removed=tuple(sorted(old.images.keys() - new.images.keys())),
        relabelled=changed(lambda image: image.labels),
        repictured=changed(lambda image: (image.image, image.golden)),
        retagged=changed(lambda image: image.tags),
        moved={
            name: (old.images[name].part, new.images[name].part) for name in changed(lambda image: image.part)
        },
        images={part: (old.parts[part].images, new.parts[part].images) for part in Part},
        classes={name: {part: _counts(old, new, part, name) for part in Part} for name in names},
    )


def _labelled(manifest: Manifest) -> set[str]:
    return {name for figures in manifest.parts.values() for name in figures.classes}


def _counts(old: Manifest, new: Manifest, part: Part, name: str) -> tuple[int, int]:
    return old.parts[part].classes.get(name, 0), new.parts[part].classes.get(name, 0)
