"""What a package's card says besides its figures, in words, by what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspector_app.bootstrap.model_shelf import network_mb
from inspector_app.bootstrap.training_permission import permissions_of
from inspector_app.model_packages.card import PLANES, Card
from inspector_app.model_packages.package import ModelPackage

_LONGEST = 400
_QUANTISING = ("quantising", "quantisation")


def card_facts(package: ModelPackage, signature: str) -> dict[str, str]:
    """In the order in which a QA lead asks for them; what the card does not say is left out."""
    card = package.card
    sees = "the image beside its golden" if card.input.channels == PLANES else "the image alone"
    facts = {
        "Made": f"{card.created:%Y-%m-%d %H:%M} UTC, {network_mb(package):.1f} MB in INT8",
        "Sees": f"{sees}, {card.input.width} x {card.input.height} px",
        "Gives": _gives(card),
        "Members": card.ensemble.in_words() if card.ensemble is not None else "",
        "Goes on from": card.parent or "",
        "Data": _said({key: value for key, value in card.dataset.items() if key != "permission"}),
        **permissions_of(card),
        "Training": _said({key: value for key, value in card.training.items() if key != "arguments"}),
        "Quantised": _quantised(card),
        "Validated on": ", ".join(card.validated_on),
        "Signature": signature,
        "Licence": _said(card.licence),
        "SHA-256": package.sha256[:16],
    }
    return {name: words for name, words in facts.items() if words}


def _gives(card: Card) -> str:
    """Boxes or outlines, and of those how near their lengths and areas came to the labels' in INT8."""
    met = card.figures.get("int8", {}).get("outlines")
    if met is None:
        return card.gives
    length, area = (met[f"{size}_error"]["median"] for size in ("length", "area"))
    return f"{card.gives}; median error of length {length:.1%}, of area {area:.1%} (n {met['n']})"


def _quantised(card: Card) -> str:
    """How INT8 was made: what the card tells of it, else the tool."""
    places: tuple[Mapping[str, Any], ...] = (card.training, card.figures, card.dataset)
    told = next((place[key] for place in places for key in _QUANTISING if key in place), None)
    tool = f"NNCF {card.tools['nncf']}" if "nncf" in card.tools else ""
    by = _said(told) if isinstance(told, Mapping) else str(told or "")
    return ", ".join(words for words in (tool, by) if words)


def _said(told: Mapping[str, Any]) -> str:
    words = "; ".join(_parts(told))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _parts(told: Mapping[str, Any]) -> Iterator[str]:
    for key, value in told.items():
        name = key.replace("_", " ")
        if isinstance(value, Mapping):
            inner = ", ".join(f"{each.replace('_', ' ')} {count}" for each, count in _plain(value).items())
            if inner:
                yield f"{name}: {inner}"
        elif isinstance(value, list | tuple):
            if value:
                yield f"{name}: {', '.join(str(one) for one in value)}"
        elif value not in (None, ""):
            yield f"{name} {value}"


def _plain(value: Mapping[str, Any]) -> dict[str, object]:
    return {key: one for key, one in value.items() if not isinstance(one, Mapping | list | tuple)}
