"""Order of writing: which characters run from right to left, and how their pieces stand on a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

_LEFT, _RIGHT, _NUMBER, _NEUTRAL = "L", "R", "N", " "
_KINDS = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}


def levels_of(text: str) -> list[int]:
    """The embedding level of each character: 0 left to right, 1 right to left, 2 a number within 1.

    A short form of the Unicode bidirectional algorithm (UAX 9) for one line that runs left to right as a
    whole, without embedding controls (they print as codes): numbers after right-to-left text belong to it,
    and so do blanks and signs between two pieces of it.
    """
    kinds = _kinds_of(text)
    levels: list[int] = []
    strong = _LEFT
    for index, kind in enumerate(kinds):
        if kind in {_LEFT, _RIGHT}:
            strong = kind
        if kind == _NEUTRAL and unicodedata.combining(text[index]) and levels:
            levels.append(levels[-1])
        elif kind == _NEUTRAL:
            levels.append(1 if strong == _RIGHT and _next_is_right(kinds, index) else 0)
        elif kind == _NUMBER:
            levels.append(2 if strong == _RIGHT else 0)
        else:
            levels.append(1 if kind == _RIGHT else 0)
    return levels


def _kinds_of(text: str) -> list[str]:
    """One kind a character; a separator between digits belongs to the number, a % beside it too."""
    classes = [unicodedata.bidirectional(char) for char in text]
    kinds = [_KINDS.get(name, _NEUTRAL) for name in classes]
    for index, name in enumerate(classes):
        before = kinds[index - 1] if index else _NEUTRAL
        after = kinds[index + 1] if index + 1 < len(kinds) else _NEUTRAL
        joins = name in {"ES", "CS"} and before == after == _NUMBER
        touches = name == "ET" and _NUMBER in {before, after}
        if joins or touches:
            kinds[index] = _NUMBER
    return kinds


def _next_is_right(kinds: Sequence[str], index: int) -> bool:
    """What follows the neutrals is right-to-left text, or a number (which belongs to such text)."""
    following = next((kind for kind in kinds[index:] if kind != _NEUTRAL), _LEFT)
    return following in {_RIGHT, _NUMBER}


def visual_order(items: Sequence[tuple[Item, int]]) -> list[Item]:
    """Pieces with their levels, in logical order, as they stand from left to right (rule L2 of UAX 9)."""
    order = list(items)
    for level in range(max((level for _, level in order), default=0), 0, -1):
        start = 0
        while start < len(order):
            if order[start][1] < level:
                start += 1
                continue
            end = start
            while end < len(order) and order[end][1] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return [item for item, _ in order]
