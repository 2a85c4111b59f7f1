"""A golden that was merged and waits for a name: pictures and figures in the recipe's folder, until approved.

A draft is whole once its draft.json is there, which is written last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from inspector_app.domain.frame import Image
from inspector_app.imaging import ImageError, Reference, encode_png, read_image
from inspector_app.imaging.golden_merging import (
    FEWEST_PARTS,
    MOST_PARTS,
    GoldenPartError,
    MergedGolden,
    bring_to,
    merge_parts,
)
from inspector_app.inspection.new_recipe import check_golden
from inspector_app.inspection.recipes import RecipeError
from inspector_app.settings.whole_files import write_whole

_DRAFTS, _FIGURES, _MERGED, _DIFFERS = "golden-drafts", "draft.json", "merged.png", "differs.png"
_ODD = 4.0
"""Times the spread of the parts by which one is further from the golden than the middle one to be named as odd."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was merged of one view. unlike: mean difference of each used image from the merged one, in gray levels."""

    view: str
    at: str
    images: tuple[str, ...]
    unlike: tuple[float, ...]
    left_out: tuple[str, ...]
    folder: str = ""

    @property
    def odd(self) -> tuple[str, ...]:
        """Images that stand out from the others, by name."""
        middle = float(np.median(self.unlike))
        spread = max(float(np.median(np.abs(np.subtract(self.unlike, middle)))) * 1.4826, 0.05 * middle, 0.1)
        return tuple(
            name for name, off in zip(self.images, self.unlike, strict=True) if off > middle + _ODD * spread
        )

    @property
    def merged(self) -> Path:
        """The picture that would be the golden."""
        return Path(self.folder) / _MERGED

    @property
    def differs(self) -> Path:
        """Where the parts differ: bright is much."""
        return Path(self.folder) / _DIFFERS


def teach_golden(
    recipe_folder: Path, view: str, anchor: Image, paths: Sequence[Path], progress: Progress | None = None
) -> Draft:
    """Merges good parts into a draft for a view, in place of an older draft of it.

    anchor: where the parts are brought to: the golden that is there, or one of them. Raises RecipeError.
    """
    if not FEWEST_PARTS <= len(paths) <= MOST_PARTS:
        raise RecipeError(
            f"{FEWEST_PARTS} to {MOST_PARTS} images of good parts make a golden, not {len(paths)}; 8 to 15 are best"
        )
    parts, used, left_out = _brought(anchor, paths, progress)
    if len(parts) < FEWEST_PARTS:
        raise RecipeError(
            f"only {len(parts)} of {len(paths)} images can be used, {FEWEST_PARTS} are the least: "
            + "; ".join(left_out[:3])
        )
    merged = merge_parts(parts)
    check_golden(view, merged.image)
    return _keep(_folder(recipe_folder, view), view, merged, (tuple(used), tuple(left_out)))


def read_draft(recipe_folder: Path, view: str) -> Draft | None:
    """The draft of a view; None where there is none. Raises RecipeError for one that can't be read."""
    folder = _folder(recipe_folder, view)
    try:
        row = json.loads((folder / _FIGURES).read_text(encoding="utf-8"))
        listed = {key: tuple(row[key]) for key in ("images", "unlike", "left_out")}
        draft = Draft(str(row["view"]), str(row["at"]), **listed, folder=str(folder))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecipeError(f"{folder}: the draft can't be read ({error}): teach the golden again") from error
    return draft


def discard_draft(recipe_folder: Path, view: str) -> None:
    """Removes the draft of a view, where there is one."""
    folder = _folder(recipe_folder, view)
    (folder / _FIGURES).unlink(missing_ok=True)  # first: what is left of it is then no draft
    shutil.rmtree(folder, ignore_errors=True)


def _folder(recipe_folder: Path, view: str) -> Path:
    return (
        recipe_folder / _DRAFTS / view.encode("utf-8").hex()
    )  # a view's name may hold what a folder's can't


def _brought(
    anchor: Image, paths: Sequence[Path], progress: Progress | None
) -> tuple[list[Image], list[str], list[str]]:
    reference = Reference.from_image(anchor)
    parts, used, left_out = [], [], []
    for done, path in enumerate(paths, start=1):
        try:
            image = read_image(path)
            if image.ndim != anchor.ndim:
                raise GoldenPartError("is gray or colour, unlike the golden")
            parts.append(bring_to(reference, image)[0])
            used.append(path.name)
        except ImageError as error:
            left_out.append(str(error))
        except GoldenPartError as error:
            left_out.append(f"{path.name}: {error}")
        if progress is not None:
            progress(done, len(paths))
    return parts, used, left_out


def _keep(
    folder: Path, view: str, merged: MergedGolden, names: tuple[tuple[str, ...], tuple[str, ...]]
) -> Draft:
    (folder / _FIGURES).unlink(missing_ok=True)
    write_whole(folder / _MERGED, encode_png(merged.image))
    write_whole(folder / _DIFFERS, encode_png(merged.differs))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    draft = Draft(view, at, names[0], tuple(round(off, 3) for off in merged.unlike), names[1], str(folder))
    row = {key: value for key, value in asdict(draft).items() if key != "folder"}
    write_whole(folder / _FIGURES, json.dumps(row, ensure_ascii=False).encode())
    return draft
