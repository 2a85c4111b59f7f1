"""ultralytics' RT-DETR, trained on a CPU. Checkpoints name the classes of this module, so it stays where it is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import torch
from ultralytics.models.rtdetr.train import RTDETRTrainer
from ultralytics.nn.modules.head import RTDETRDecoder
from ultralytics.nn.tasks import RTDETRDetectionModel

from inspector_app.learning.ultralytics_detectors.rtdetr_networks import OWN
from inspector_app.learning.ultralytics_detectors.trainer import BoardTraining


class FloatDecoder(RTDETRDecoder):  # type: ignore[misc] # ultralytics comes without type information
    """The decoder in 32-bit floating point, whatever runs before it.

    Its boxes are refined layer by layer as logits, and matched with the labels one to one: in 16 bits the matching
    is decided by rounding.
    """

    def forward(self, x: list[torch.Tensor], batch: Any = None) -> Any:
        """As of `RTDETRDecoder`."""
        with torch.autocast("cpu", enabled=False):
            return super().forward([one.float() for one in x], batch)


class BoardRtdetr(RTDETRDetectionModel):  # type: ignore[misc] # ultralytics comes without type information
    """Runs backbone and encoder in bfloat16 on the CPU while it learns."""

    def __init__(self, cfg: Any, ch: int = 3, nc: int | None = None, verbose: bool = True) -> None:
        """cfg: also one of `OWN`; else as of `RTDETRDetectionModel`."""
        own = OWN.get(cfg) if isinstance(cfg, str) else None
        super().__init__(deepcopy(own) if own else cfg, ch=ch, nc=nc, verbose=verbose)
        self.model[-1].__class__ = FloatDecoder  # the network is built from a text that can't name it

    def predict(self, x: torch.Tensor, *args: Any, **kwargs: Any) -> Any:
        """As of `RTDETRDetectionModel`."""
        learns = self.training and x.device.type == "cpu"
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=learns):
            return super().predict(x, *args, **kwargs)


class RtdetrTrainer(BoardTraining, RTDETRTrainer):  # type: ignore[misc] # ultralytics comes without types
    """For networks whose decoder is a transformer."""

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> Any:
        """The network, ready to be trained."""
        model = BoardRtdetr(cfg, nc=self.data["nc"], ch=self.data["channels"], verbose=verbose)
        return self.prepared(model, weights)


class RawRtdetr(torch.nn.Module):  # type: ignore[misc] # torch is not where types are checked
    """Every query's box and scores, in the shape that the station reads."""

    def __init__(self, network: Any, side: int) -> None:
        """network: a `RTDETRDetectionModel`; side: px of its input."""
        super().__init__()
        self.network = network
        self.side = side

    def forward(self, planes: torch.Tensor) -> torch.Tensor:
        """(1, 3, side, side) from 0 to 1 in, (1, 4 + classes, queries) out: px of the input, and scores."""
        _, (boxes, scores, *_) = self.network.predict(planes)
        return torch.cat([boxes[-1] * self.side, scores[-1].sigmoid()], dim=-1).permute(0, 2, 1)
