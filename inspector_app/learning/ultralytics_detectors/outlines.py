"""YOLOv8 with masks: beside the boxes, prototypes of which each box has a mask made."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from inspector_app.learning.ultralytics_detectors.yolo import YoloDetector


class OutlineDetector(YoloDetector):
    """`families.Detector` whose networks have a second output, the prototypes (1, K, side / 4, side / 4).

    Masks are learnt at the crop's own resolution: at ultralytics' quarter, a scratch of two px comes and goes. Only the
    surest boxes of a crop have their masks compared after an epoch: for 300 of them that took as long as the epoch.
    """

    further_arguments = MappingProxyType({"mask_ratio": 1, "max_det": 50})

    def _trainer(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.outline_trainer import OutlineTrainer  # noqa: PLC0415 - torch is optional

        return OutlineTrainer

    def _trained_model(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.outline_trainer import OutlineModel  # noqa: PLC0415

        return OutlineModel

    def _plain_model(self) -> Any:
        from ultralytics.nn.tasks import SegmentationModel  # noqa: PLC0415

        return SegmentationModel
