"""All that depends on the golden alone, computed once when a recipe is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.imaging.arrays import FloatPlane, Gray, Image
from inspector_app.imaging.coarse import CoarseReference, prepare_coarse
from inspector_app.imaging.gray import check_image
from inspector_app.imaging.light import light_cells
from inspector_app.imaging.patches import PatchSet, choose_patches
from inspector_app.imaging.plane import Plane, choose_plane, take_plane
from inspector_app.imaging.pyramid import Pyramid, coarse_factor
from inspector_app.imaging.sharpness import FrameStatistics, frame_statistics
from inspector_app.imaging.turning import TurnedGoldens

_PATCH_SIDE = 24  # px of its level
_PATCHES = 49


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A golden made ready: its gray plane and everything the stages compare with."""

    gray: Gray  # the plane of the golden that shows the board best
    plane: Plane
    factor: int  # of the coarse level
    coarse: CoarseReference
    patches: tuple[PatchSet, ...]  # from the coarsest level to the finest; aligned in this order
    statistics: FrameStatistics
    cells: FloatPlane  # the golden's share of the light's measurement
    turned: TurnedGoldens

    @classmethod
    def from_image(cls, golden: Image) -> Reference:
        """Prepare a golden (H, W) or (H, W, 3) BGR, uint8, at least 64 px a side; ValueError otherwise."""
        check_image(golden, "golden")
        plane = choose_plane(golden)
        gray = take_plane(golden, plane).copy()
        height, width = gray.shape
        if min(width, height) < 64:
            raise ValueError(f"golden: {width}x{height} px is too small to align to, minimum is 64 px")
        gray.setflags(write=False)
        factor = coarse_factor(width, height)
        levels = Pyramid(gray)
        return cls(
            gray,
            plane,
            factor,
            prepare_coarse(levels.level(factor)),
            tuple(_patches(levels.level(level), level) for level in _fine_levels(factor)),
            frame_statistics(levels),
            light_cells(levels),
            TurnedGoldens(gray),
        )

    def plane_of(self, image: Image) -> Gray:
        """The plane of an image that is compared with this golden, (H, W) uint8; ValueError for bad input."""
        check_image(image)
        return take_plane(image, self.plane)

    def frame_of(self, image: Image) -> Pyramid:
        """An image (H, W) or (H, W, 3) ready to be compared with this golden; ValueError for bad input."""
        return Pyramid(self.plane_of(image))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px."""
        return int(self.gray.shape[1]), int(self.gray.shape[0])


def _fine_levels(factor: int) -> list[int]:
    """Halving from below the coarse level down to 2: half the resolution tells a tenth of a pixel."""
    levels = [factor // 2 or 1]
    while levels[-1] > 2:
        levels.append(levels[-1] // 2)
    return levels


def _patches(golden: Gray, factor: int) -> PatchSet:
    side = min(_PATCH_SIDE, int(min(golden.shape)) // 2)
    return choose_patches(golden, factor, side, _PATCHES)


def check_same_size(image: Image, reference: Reference) -> None:
    """Raise ValueError where an image and its golden differ in size."""
    height, width = image.shape[:2]
    if (width, height) != reference.size:
        expected = f"{reference.size[0]}x{reference.size[1]}"
        raise ValueError(f"image: {width}x{height} px, but its golden has {expected} px")
