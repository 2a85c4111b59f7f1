"""RT-DETR: a backbone of convolutions, an encoder, and a transformer that decodes one box a query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inspector_app.learning.offline import stay_offline
from inspector_app.learning.packages.exporting import trained_network
from inspector_app.learning.quantising.rows import Rows, of_chosen_candidates
from inspector_app.learning.ultralytics_detectors.detector import UltralyticsDetector

_LAYER = re.compile(r"\.model\.(\d+)[./]")
_ATTENTION = ".ma/"  # of the encoder; the decoder's own is within its layer


class RtdetrDetector(UltralyticsDetector):
    """`families.Detector` for ultralytics' RT-DETR networks."""

    learning_rate = 0.0002

    def input_side(self, trained: int) -> int:
        """Its boxes are shares of the input, and its queries as many at any size: it runs as it was trained."""
        return trained

    def export(self, checkpoint: Path, work: Path, side: int) -> Any:
        """See `families.Detector`."""
        stay_offline()
        import openvino as ov  # noqa: PLC0415 - heavy
        import torch  # noqa: PLC0415 - heavy, and optional

        network = _raw(trained_network(checkpoint), side)
        return ov.convert_model(
            network, example_input=torch.zeros(1, 3, side, side), input=[1, 3, side, side]
        )

    def kept_in_floating_point(self, model: Any) -> list[str]:
        """Everything but the convolutions of backbone and encoder.

        The decoder adds small steps to logits of boxes over six layers, and picks its queries by the order of scores:
        8 bits leave nothing of either.
        """
        names = [
            one.get_friendly_name() for one in model.get_ordered_ops() if one.get_type_name() != "Constant"
        ]
        layers = {name: int(found[1]) for name in names if (found := _LAYER.search(name))}
        attention = {layers[name] for name in names if _ATTENTION in name and name in layers}
        decoder = max(layers.values(), default=0)
        return [name for name in names if layers.get(name, decoder) in {*attention, decoder}]

    def compared(self, answers: Sequence[Any], classes: int) -> Rows:
        """Its queries are picked in the order of scores."""
        return of_chosen_candidates(answers, classes)

    def rebuild(self, weights: Path, classes: int, side: int) -> Any:
        """See `families.Detector`."""
        stay_offline()
        return _raw(self._with(weights, self._trained_model(), classes), side)

    def _trainer(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.rtdetr_training import RtdetrTrainer  # noqa: PLC0415

        return RtdetrTrainer

    def _trained_model(self) -> Any:
        from inspector_app.learning.ultralytics_detectors.rtdetr_training import BoardRtdetr  # noqa: PLC0415

        return BoardRtdetr


def _raw(network: Any, side: int) -> Any:
    import torch  # noqa: PLC0415 - heavy, and optional

    from inspector_app.learning.ultralytics_detectors.rtdetr_training import RawRtdetr  # noqa: PLC0415

    raw = RawRtdetr(network.float().eval().fuse(verbose=False), side).eval()
    with torch.no_grad():
        raw(
            torch.zeros(1, 3, side, side)
        )  # what it keeps of its first run must not be in the graph of one run
    return raw
