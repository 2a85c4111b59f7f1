"""The simulated parts that came along: what they should be, and what they really are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from inspector_app.boards import PartTruth, Product, part_truth
from inspector_app.domain.part import Part

_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class BeltSetup:
    """What comes along: products, the seed of the line, and shares of parts with defects and with mishaps.

    The cameras must be given the same figures, so that they see the parts that the belt brings.
    """

    products: tuple[Product, ...]
    line_seed: int = 1
    defect_rate: float = 0.1
    mishap_rate: float = 0.01
    parts_per_hour: float = 5_000.0


class Brought:
    """Remembers the newest parts."""

    def __init__(self, setup: BeltSetup, product: str) -> None:
        """Raises ValueError for a product that never comes along."""
        self._setup = setup
        self._products = {one.name: one for one in setup.products}
        self._product = self._named(product)
        self._brought: OrderedDict[str, Product] = OrderedDict()

    def change_product(self, name: str) -> None:
        """Boards of this product come from now on. Raises ValueError for one that never does."""
        self._product = self._named(name)

    def bring(self, part: Part) -> None:
        """The part comes along now."""
        self._brought[part.id] = self._product
        while len(self._brought) > _REMEMBERED:
            self._brought.popitem(last=False)

    def product_of(self, part: Part) -> str | None:
        """Which product this part should be; None for a part of long ago."""
        product = self._brought.get(part.id)
        return product.name if product is not None else None

    def truth(self, part: Part) -> PartTruth | None:
        """What the part really is; None for a part of long ago."""
        product = self._brought.get(part.id)
        if product is None:
            return None
        return part_truth(
            self._setup.line_seed,
            part.number,
            product,
            defect_rate=self._setup.defect_rate,
            mishap_rate=self._setup.mishap_rate,
            others=self._setup.products,
        )

    def _named(self, name: str) -> Product:
        product = self._products.get(name)
        if product is None:
            raise ValueError(f"no product named {name} comes along here, only {', '.join(self._products)}")
        return product
