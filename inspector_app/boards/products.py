"""Products, in families whose seeds can't meet: a model never sees a held-out product in training."""

from __future__ import annotations

from dataclasses import dataclass

MAX_VIEWS = 8
_FAMILY_BITS = 40


@dataclass(frozen=True, slots=True)
class Product:
    """One board design. `palette` names its colours; None draws them from the seed."""

    name: str
    seed: int
    views: int = 2
    size_px: int = 640
    mm_per_px: float = 0.02
    palette: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.views <= MAX_VIEWS:
            raise ValueError(f"a product has 1 to {MAX_VIEWS} views, not {self.views}")
        if self.size_px < 256:
            raise ValueError(f"a view is at least 256 px wide, not {self.size_px}")


def demo_products() -> tuple[Product, ...]:
    """The three products of the demonstration; none belongs to a family below."""
    return (
        Product("controller-a1", _seed(9, 1), palette="green"),
        Product("sensor-b2", _seed(9, 2), palette="blue"),
        Product("driver-c3", _seed(9, 3), palette="black"),
    )


def training_product(number: int) -> Product:
    """Product `number` of the family that models learn from."""
    return Product(f"training-{number}", _seed(1, number))


def validation_product(number: int) -> Product:
    """Product `number` of the family that thresholds are chosen on."""
    return Product(f"validation-{number}", _seed(2, number))


def held_out_product(number: int) -> Product:
    """Product `number` of the family that is only ever measured on."""
    return Product(f"held-out-{number}", _seed(3, number))


def _seed(family: int, number: int) -> int:
    if not 0 <= number < 1 << _FAMILY_BITS:
        raise ValueError(f"a product's number is 0 or more and below 2**{_FAMILY_BITS}, not {number}")
    return (family << _FAMILY_BITS) + number
