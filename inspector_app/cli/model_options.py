"""The options that the `model` commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def said(text: str) -> str:
    """A name or a reason that says something."""
    words = text.strip()
    if not words:
        raise typer.BadParameter("may not be empty")
    if len(words) > 500 or any(ord(letter) < 32 for letter in words):
        raise typer.BadParameter("one line of at most 500 letters, please")
    return words


ByOption = Annotated[
    str,
    typer.Option(
        "--by", callback=said, help="Your name; recorded as not authenticated until sign-in exists."
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", callback=said, help="Why; kept for good.")]
LineOption = Annotated[
    str, typer.Option("--line", callback=said, help="The product line: what recipes call their product.")
]
