"""Text as XML carries it: what it can't carry unchanged is told, so that it is kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_carried(attributes: Mapping[str, str]) -> bool:
    """Whether names and values of attributes come back from XML as they went in."""
    return all(_is_plain(text) for pair in attributes.items() for text in pair) and all(attributes)


def element(tag: str, text: str, indent: str = "") -> str:
    """One line with an element that holds a text."""
    return f"{indent}<{tag}>{escape(text)}</{tag}>\n"


def attribute(name: str, value: str) -> str:
    """An XML attribute with a blank before it."""
    return f" {name}={quoteattr(value, {chr(10): '&#10;', chr(9): '&#9;'})}"


def _is_plain(text: str) -> bool:
    return text == text.strip() and not _ILLEGAL.search(text)
