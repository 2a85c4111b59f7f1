"""Bodies small enough for two processor cores, each with a feature pyramid above it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import torch
from torch import nn
from torchvision.models.resnet import BasicBlock, ResNet
from torchvision.models.swin_transformer import SwinTransformer
from torchvision.ops import FeaturePyramidNetwork, Permute

_WINDOW = 5  # tokens a side; divides every grid of a crop of 320 px and of a frame of 640 px
_EMBEDDING = 48
_DEPTHS = (1, 2, 4, 1)
_HEADS = (2, 4, 8, 16)


class Pyramid(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """Stages in a row, the last of which feed a feature pyramid of one width."""

    def __init__(
        self, stages: Sequence[Any], widths: Sequence[int], width: int, *, channels_last: bool
    ) -> None:
        """widths: of the last stages' outputs, which the pyramid takes. channels_last: these are (N, H, W, C)."""
        super().__init__()
        self.stages = nn.ModuleList(stages)
        self.taken = len(widths)
        self.fpn = FeaturePyramidNetwork(list(widths), width, norm_layer=nn.BatchNorm2d)
        self.channels_last = channels_last
        self.out_channels = width

    def forward(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        """Maps (N, width, H / stride, W / stride) by the names 0, 1 ..., the finest first."""
        maps, current = [], images
        for stage in self.stages:
            current = stage(current)
            maps.append(current.permute(0, 3, 1, 2) if self.channels_last else current)
        named = OrderedDict((str(number), one) for number, one in enumerate(maps[-self.taken :]))
        pyramid: dict[str, torch.Tensor] = self.fpn(named)
        return pyramid


def residual_pyramid(width: int) -> Pyramid:
    """A residual network of one block a stage, strides 4 to 32.

    torchvision's MobileNetV3 computes less and takes twice as long in training: its convolutions a channel are slow on
    a processor.
    """
    body = ResNet(BasicBlock, [1, 1, 1, 1])
    stem = nn.Sequential(body.conv1, body.bn1, body.relu, body.maxpool)
    stages = [nn.Sequential(stem, body.layer1), body.layer2, body.layer3, body.layer4]
    return Pyramid(stages, (64, 128, 256, 512), width, channels_last=False)


def window_transformer_pyramid(width: int) -> Pyramid:
    """A small Swin transformer that begins with convolutions; its stages at strides 8 to 32 feed the pyramid."""
    body = SwinTransformer(
        [4, 4],
        _EMBEDDING,
        list(_DEPTHS),
        list(_HEADS),
        [_WINDOW, _WINDOW],
        stochastic_depth_prob=0.05,
        num_classes=1,
    )
    blocks = list(body.features)[1:]
    assert len(blocks) == 2 * len(_DEPTHS) - 1  # stages with merging of tokens between
    first = nn.Sequential(_stem(_EMBEDDING), blocks[0])
    stages = [first, *(nn.Sequential(*blocks[at : at + 2]) for at in range(1, len(blocks), 2))]
    widths = [_EMBEDDING * 2**stage for stage in (1, 2, 3)]
    return Pyramid(stages, widths, width, channels_last=True)


def _stem(width: int) -> nn.Sequential:
    """Two convolutions instead of cutting the image into squares: thin marks lie across the squares' edges."""
    layers = (
        nn.Conv2d(3, width // 2, 3, 2, 1, bias=False),
        nn.BatchNorm2d(width // 2),
        nn.ReLU(),
        nn.Conv2d(width // 2, width, 3, 2, 1, bias=False),
        nn.BatchNorm2d(width),
        Permute([0, 2, 3, 1]),
        nn.LayerNorm(width),
    )
    return nn.Sequential(*layers)
