"""Which finding and which view of a part a person sees first."""

from __future__ import annotations

from inspector_app.domain.messages import FindingInfo, PartInspected, ViewImage


def leading_finding(part: PartInspected) -> FindingInfo | None:
    """The finding that decided the verdict; where none did, the first; None where there is none."""
    if part.deciding is not None and part.deciding < len(part.findings):
        return part.findings[part.deciding]
    return next(iter(part.findings), None)


def first_view(part: PartInspected) -> ViewImage | None:
    """The view of the leading finding, else the first one with a picture, else the first."""
    finding = leading_finding(part)
    if finding is not None:
        named = next((view for view in part.views if view.view == finding.view), None)
        if named is not None:
            return named
    pictured = (view for view in part.views if view.image_path is not None)
    return next(pictured, next(iter(part.views), None))
