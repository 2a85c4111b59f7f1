"""The simulated camera: draws the board that lies before it, a little ahead of the trigger where it can."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

import cv2
import numpy as np

from inspector_app.boards import (
    BoardView,
    Product,
    demo_products,
    part_truth,
    render_empty_fixture,
    render_golden,
    render_part_view,
)
from inspector_app.cameras.kind import CaptureError, OpenError
from inspector_app.cameras.link import CameraSetup, TriggerOrder
from inspector_app.cameras.shot import Shot
from inspector_app.domain.frame import Image

_NOISE = 3
_SPARE = 64
_BETWEEN_DRAWINGS_S = 0.7


@dataclass(frozen=True, slots=True)
class SimulatedOptions:
    """What a simulated camera must know to see the same parts as the belt sends."""

    product: str
    view_index: int
    views: int
    line_seed: int
    defect_rate: float
    mishap_rate: float

    @classmethod
    def of(cls, setup: CameraSetup) -> Self:
        """The options of a setup. Raises OpenError where one is missing or makes no sense."""
        options = setup.options
        try:
            return cls(
                str(options["product"]),
                int(options["view_index"] or 0),
                int(options["views"] or 1),
                int(options["line_seed"] or 0),
                float(options["defect_rate"] or 0),
                float(options["mishap_rate"] or 0),
            )
        except (KeyError, ValueError) as error:
            raise OpenError(f"the simulated camera of {setup.view} lacks an option: {error}") from error


def open_simulated(setup: CameraSetup) -> SimulatedCamera:
    """The simulated camera of a setup. Raises OpenError."""
    options = SimulatedOptions.of(setup)
    products = [replace(product, views=options.views) for product in demo_products()]
    return SimulatedCamera(options, products)


class SimulatedCamera:
    """Looks at one view of the parts of the simulated belt."""

    stills = False
    free_running = False
    thrown = 0

    def __init__(self, options: SimulatedOptions, products: Sequence[Product]) -> None:
        self._options = options
        self._products = {product.name: product for product in products}
        first = self._products.get(options.product)
        if first is None:
            raise OpenError(f"there is no simulated product named {options.product}")
        self._product = first
        self._ahead: tuple[int, str, BoardView] | None = None
        self._last_number = 0
        self._taken = 0
        self._rng = np.random.default_rng()
        side = first.size_px + _SPARE
        self._offset = np.full((side, side, 3), _NOISE, np.uint8)
        self._noise = self._rng.integers(0, 2 * _NOISE + 1, (side, side, 3), np.uint8)
        self._before_me: Image = render_empty_fixture(first, options.line_seed)
        self.ready = False
        threading.Thread(target=self._draw_boards, name="draw-boards", daemon=True).start()

    def capture(self, order: TriggerOrder) -> Shot:
        """The frame of part `number` of the belt. Raises CaptureError for a product there isn't."""
        product = self._products.get(order.product or self._options.product)
        if product is None:
            raise CaptureError(f"there is no simulated product named {order.product}")
        view = self._ready_view(order.number, product)
        self._product, self._last_number, self._before_me = product, order.number, view.image
        self._taken += 1
        return Shot(
            view.image,
            self._taken,
            datetime.now(UTC),
            time.monotonic(),
            defects=tuple((defect.code, defect.size_mm) for defect in view.defects),
        )

    def live(self) -> Shot:
        """What lies here, with the sensor's noise of this moment: no two living pictures are equal."""
        height, width = self._before_me.shape[:2]
        x, y = (int(value) for value in self._rng.integers(0, _SPARE, 2))
        noise = np.ascontiguousarray(self._noise[y : y + height, x : x + width])
        noisy = cv2.subtract(cv2.add(self._before_me, noise), self._offset[:height, :width])
        return Shot(np.asarray(noisy, np.uint8), self._taken, datetime.now(UTC), time.monotonic())

    def prepare(self) -> None:
        """Draws the part after the last one."""
        number = self._last_number + 1
        self._ahead = number, self._product.name, self._render(number, self._product)

    def close(self) -> None:
        """Nothing is open."""

    def _draw_boards(self) -> None:
        """Half a second each: too long for a trigger to wait when the product changes, or a wrong one comes."""
        first = self._product
        render_golden(first, self._options.view_index)
        self.ready = True
        # One camera after the other: eight that draw at once would leave nothing of a small PC to the line.
        time.sleep(_BETWEEN_DRAWINGS_S * self._options.view_index)
        for product in self._products.values():
            if product != first:
                time.sleep(_BETWEEN_DRAWINGS_S * self._options.views)
                render_golden(product, self._options.view_index)

    def _ready_view(self, number: int, product: Product) -> BoardView:
        ahead = self._ahead
        if ahead is not None and ahead[:2] == (number, product.name):
            return ahead[2]
        return self._render(number, product)

    def _render(self, number: int, product: Product) -> BoardView:
        options = self._options
        truth = part_truth(
            options.line_seed,
            number,
            product,
            defect_rate=options.defect_rate,
            mishap_rate=options.mishap_rate,
            others=tuple(self._products.values()),
        )
        return render_part_view(truth, options.view_index)
