"""Changes to training crops that stand for what a camera does, and leave what a mark means as it is.

Crops are network inputs. Of a network that compares: image, golden in the image's light, and their difference about
mid gray. What changes the image's light changes the golden's too, since the station puts the golden under it; what
blurs the image is taken for all three planes, which are linear in it; what lies on the part alone is in the image and
in the difference. Of a network that sees the image alone all three channels are the image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch.nn import functional

Augmentation = Callable[[torch.Tensor, torch.Generator, bool], torch.Tensor]
"""Takes crops (N, 3, H, W) from 0 to 1, and whether their network compares; changes each by a draw of its own."""

_NEUTRAL = 128 / 255
_LIGHT = 0.15  # either way
_SIGMAS_PX = 0.8  # the strongest blur
_NOISE = 6 / 255
_SPECKS = 3  # at most, a crop
_SPECK_LEVELS = 12 / 255  # fainter than any defect's edge
_SHARE = 0.5  # of the crops that are changed


def light(crops: torch.Tensor, draw: torch.Generator, compares: bool) -> torch.Tensor:
    """Brighter or darker by up to 15 %."""
    gain = 1 + _LIGHT * (2 * _uniform(crops, draw) - 1)
    lit = crops * gain
    clipped = lit.clamp(0, 1)
    if not compares:
        return clipped
    lost = clipped - lit  # by the sensor's own limit, which image and golden share, and the difference shows
    clipped[:, 2] = _NEUTRAL + (crops[:, 2] - _NEUTRAL) * gain[:, 0] + lost[:, 0] - lost[:, 1]
    return clipped.clamp(0, 1)


def focus(crops: torch.Tensor, draw: torch.Generator, _compares: bool) -> torch.Tensor:
    """Every second crop a little out of focus, by up to 0.8 px."""
    sigma = float(torch.rand(1, generator=draw)) * _SIGMAS_PX + 0.2
    steps = torch.arange(-2, 3, dtype=crops.dtype)
    kernel = torch.exp(-(steps**2) / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).to(crops.device)
    across = kernel.view(1, 1, 1, 5).expand(3, 1, 1, 5)
    soft = functional.conv2d(functional.pad(crops, (2, 2, 2, 2), mode="replicate"), across, groups=3)
    soft = functional.conv2d(soft, across.transpose(2, 3), groups=3)
    return torch.where(_uniform(crops, draw) < _SHARE, soft, crops)


def noise(crops: torch.Tensor, draw: torch.Generator, compares: bool) -> torch.Tensor:
    """The sensor's noise, in the image and so in the difference."""
    strength = _NOISE * _uniform(crops, draw)[:, 0]
    grain = torch.randn(crops[:, 0].shape, generator=draw).to(crops) * strength
    return _onto_the_part(crops, grain, compares)


def dust(crops: torch.Tensor, draw: torch.Generator, compares: bool) -> torch.Tensor:
    """A few faint specks of one pixel or two."""
    marks = torch.zeros_like(crops[:, 0])
    count, height, width = marks.shape
    for _ in range(_SPECKS):
        row = torch.randint(0, height - 1, (count,), generator=draw)
        column = torch.randint(0, width - 1, (count,), generator=draw)
        level = (2 * torch.rand(count, generator=draw) - 1) * _SPECK_LEVELS
        marks[torch.arange(count), row, column] += level.to(marks)
        marks[torch.arange(count), row + 1, column] += level.to(marks) / 2
    return _onto_the_part(crops, marks, compares)


AUGMENTATIONS: dict[str, Augmentation] = {"light": light, "focus": focus, "noise": noise, "dust": dust}
"""By what each stands for. Where a board lies is changed by the trainer's own flips, named `position`."""


def augment(
    crops: torch.Tensor, names: Sequence[str], draw: torch.Generator, *, compares: bool = True
) -> torch.Tensor:
    """The crops with each named change in turn."""
    for name in names:
        crops = AUGMENTATIONS[name](crops, draw, compares)
    return crops


def _uniform(crops: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """One number from 0 to 1 a crop, (N, 1, 1, 1)."""
    return torch.rand(len(crops), 1, 1, 1, generator=draw).to(crops)


def _onto_the_part(crops: torch.Tensor, change: torch.Tensor, compares: bool) -> torch.Tensor:
    if not compares:
        return (crops + change[:, None]).clamp(0, 1)
    changed = crops.clone()
    changed[:, 0] = (crops[:, 0] + change).clamp(0, 1)
    changed[:, 2] = (crops[:, 2] + change).clamp(0, 1)
    return changed
