"""What the commands for the catalogue have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.domain.catalogue import Severity

if TYPE_CHECKING:
    from inspector_app.datasets.catalogue.entries import CatalogueEntry

CodeArgument = Annotated[str, typer.Argument(help="The class: the name that labels carry.")]
SeverityOption = Annotated[Severity | None, typer.Option(help="How much it matters.")]
ApproverOption = Annotated[str, typer.Option("--by", help="Name of who does this; not authenticated.")]
NoteOption = Annotated[str, typer.Option(help="Why, or on what occasion.")]


def facts(entry: CatalogueEntry) -> dict[str, Any]:
    """An entry as scripts read it."""
    return {
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity,
        "description": entry.description,
        "changed_by": entry.changed_by,
        "changed_at": entry.changed_at,
        "approved": entry.approved,
        "approvals": [{"by": one.by, "at": one.at} for one in entry.approvals],
    }


def line(entry: CatalogueEntry) -> str:
    """An entry in one line."""
    named = f" ({entry.name})" if entry.name != entry.code else ""
    by = ", ".join(f"{one.by} {one.at[:10]}" for one in entry.approvals)
    standing = f"approved by {by}" if by else f"not approved since {entry.changed_by} changed it"
    return f"{entry.code}{named}: {entry.severity}; {standing}"
