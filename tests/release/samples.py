"""Cards, entries and keys as the tests of releases need them."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector_app.model_packages.card import Card
from inspector_app.release.history import FIRST, Entry
from tests.model_packages.test_package import fields


def figures(recall=0.97, precision=0.98, n=500, ap50=0.95, **classes):
    """What a card says of one network; classes: what differs for one of them."""
    plain = {"n": n, "recall": recall, "precision": precision, "findings": n, "ap50": ap50}
    by_class = {code: {**plain, **classes.get(code, {})} for code in ("open", "short")}
    return {"classes": by_class, "map50": sum(one["ap50"] for one in by_class.values()) / 2}


def card(int8=None, fp32=None, **changes):
    """A card whose figures pass every gate, but for what is said otherwise."""
    measured = {"int8": int8 or figures(), "fp32": fp32 or figures(), "machine": "this CPU"}
    given = {"figures": measured, "dataset": {"kind": "boards", "held_out": {"boards": 500}}, **changes}
    return Card(**fields(**given), files={})


def entry(kind="release", package="a", line="p", **changes):
    """A draft, not yet placed in a history."""
    return Entry(
        number=1,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        kind=kind,
        line=line,
        package=package,
        model="m",
        sha256=package * 64,
        key="k",
        by="E",
        reason="r",
        previous=FIRST,
        **{"shadow_only": False, **changes},
    )
