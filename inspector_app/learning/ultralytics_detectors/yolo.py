"""YOLOv8, YOLO11 and YOLO26."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.packages.exporting import export_reference
from inspector_app.learning.quantising.quantise import kept_in_floating_point
from inspector_app.learning.quantising.rows import Rows, of_fixed_places
from inspector_app.learning.ultralytics_detectors.detector import UltralyticsDetector

_SIDE = 640


class YoloDetector(UltralyticsDetector):
    """`families.Detector` for networks of convolutions whose head says boxes and scores of every anchor.

    YOLO26 has a second head, which answers each mark once. It is trained, but the first one is exported: the station
    suppresses what overlaps in any case, and by ultralytics' own figures that is the more accurate way.
    """

    def input_side(self, trained: int) -> int:
        """Convolutions answer alike at any size: few large tiles cost less than many small ones."""
        return max(_SIDE, trained)

    def export(self, checkpoint: Path, work: Path, side: int) -> Any:
        """See `families.Detector`."""
        return export_reference(checkpoint, work, side)

    def kept_in_floating_point(self, model: Any) -> list[str]:
        """The arithmetic of the head."""
        return kept_in_floating_point(model)

    def compared(self, answers: Sequence[Any], classes: int) -> Rows:
        """Candidates are places."""
        return of_fixed_places(answers, classes)

    def rebuild(self, weights: Path, classes: int, side: int) -> Any:
        """See `families.Detector`."""
        stay_offline()
        network = self._with(weights, self._plain_model(), classes).float().eval()
        head = network.model[-1]
        head.end2end = False  # before it is fused, which leaves one head
        network = network.fuse(verbose=False)
        head.export, head.format = True, "onnx"
        return network

    def _trainer(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.trainer import BoardTrainer  # noqa: PLC0415 - torch is heavy, and optional

        return BoardTrainer

    def _trained_model(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.trainer import BoardModel  # noqa: PLC0415

        return BoardModel

    def _plain_model(self) -> Any:
        """The trained model without what only training needs."""
        from ultralytics.nn.tasks import DetectionModel  # noqa: PLC0415 - heavy, and optional

        return DetectionModel
