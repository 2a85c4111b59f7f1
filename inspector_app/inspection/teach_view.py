"""Teaching one view from image files of good parts: reads them, says which can't be used and which look odd."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from inspector_app.domain.frame import Image
from inspector_app.imaging import ImageError, read_image
from inspector_app.novelty import (
    FEWEST_IMAGES,
    MOST_IMAGES,
    Lesson,
    Odd,
    SurfaceLesson,
    Taught,
    TaughtError,
    TaughtSurface,
)
from inspector_app.quality.rates import Rate

_NAMED = 5
_IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"})

Progress = Callable[[int, int], None]


class OddImages(StrEnum):
    """What becomes of images that can't be used, or that look odd among the others."""

    REFUSE = "refuse"
    KEEP = "keep"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class TeachWish:
    """How a person wants a view taught.

    golden: None for a surface, which has none. scale: by how much the view is made smaller to be examined.
    """

    golden: Image | None
    scale: float = 1.0
    odd: OddImages = OddImages.REFUSE
    false_calls: float = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class TaughtView:
    """What was learnt, from which images, and which were left out and why."""

    taught: Taught | TaughtSurface
    used: tuple[Path, ...]
    left_out: tuple[str, ...]

    @property
    def false_calls(self) -> Rate:
        """Good parts that limits learnt from the others would have flagged."""
        return self.taught.false_calls


def good_images(folder: Path) -> list[Path]:
    """The image files of a folder, by name. Raises TaughtError where there are too few or too many."""
    files = image_files(folder)
    if not FEWEST_IMAGES <= len(files) <= MOST_IMAGES:
        raise TaughtError(
            f"{folder}: holds {len(files)} images; {FEWEST_IMAGES} to {MOST_IMAGES} good parts are needed, "
            "30 to 50 are best"
        )
    return files


def image_files(folder: Path) -> list[Path]:
    """The image files of a folder, by name. Raises TaughtError where there is no such folder."""
    if not folder.is_dir():
        raise TaughtError(f"{folder}: there is no such folder")
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _IMAGE_SUFFIXES)


def teach_view(paths: Sequence[Path], wish: TeachWish, progress: Progress | None = None) -> TaughtView:
    """Learns what the images have in common; raises TaughtError naming images and what to do about them."""
    lesson, used, unusable = _take_in(paths, wish, progress)
    if unusable and wish.odd is OddImages.REFUSE:
        raise TaughtError(f"{_list(unusable, len(paths))} Take them out, or teach with --odd leave-out.")
    if lesson.count < FEWEST_IMAGES:
        why = f": {_list(unusable, len(paths))}" if unusable else "."
        raise TaughtError(f"{lesson.count} usable good parts are too few, {FEWEST_IMAGES} are the least{why}")
    taught, odd = lesson.finish(wanted_false_calls=wish.false_calls)
    if not odd or wish.odd is OddImages.KEEP:
        return TaughtView(taught, tuple(used), tuple(unusable))
    said = [_odd_words(used[one.number], one) for one in odd]
    if wish.odd is OddImages.REFUSE:
        raise TaughtError(
            f"{_list(said, len(used))} Look at them. Take them out where they are bad, or teach with --odd keep "
            "where they are good."
        )
    rest = [path for number, path in enumerate(used) if number not in {one.number for one in odd}]
    again = teach_view(rest, replace(wish, odd=OddImages.KEEP))
    return TaughtView(again.taught, again.used, (*unusable, *said))


def _take_in(
    paths: Sequence[Path], wish: TeachWish, progress: Progress | None
) -> tuple[Lesson | SurfaceLesson, list[Path], list[str]]:
    lesson = _new_lesson(wish)
    used: list[Path] = []
    unusable: list[str] = []
    seen: dict[str, Path] = {}
    for done, path in enumerate(paths, start=1):
        try:
            image = read_image(path)
            twin = seen.setdefault(hashlib.sha256(image.tobytes()).hexdigest(), path)
            if twin is not path:
                raise TaughtError(f"is the same picture as {twin.name}")
            lesson.add(image)
            used.append(path)
        except ImageError as error:
            unusable.append(str(error))
        except TaughtError as error:
            unusable.append(f"{path.name} {error}")
        if progress is not None:
            progress(done, len(paths))
    return lesson, used, unusable


def _new_lesson(wish: TeachWish) -> Lesson | SurfaceLesson:
    if wish.golden is None:
        return SurfaceLesson()
    try:
        return Lesson(wish.golden, wish.scale)
    except ValueError as error:
        raise TaughtError(f"nothing can be taught with this golden: {error}") from error


def _odd_words(path: Path, odd: Odd) -> str:
    return f"{path.name} is {odd.times:.1f} times as unlike the others as any of them, at x {odd.x:.0f}, y {odd.y:.0f}"


def _list(said: Sequence[str], total: int) -> str:
    more = f"; and {len(said) - _NAMED} more" if len(said) > _NAMED else ""
    return f"{len(said)} of {total} images: {'; '.join(said[:_NAMED])}{more}."
