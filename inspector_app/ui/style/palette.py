"""Okabe-Ito colours for what is not normal, grays for all that is."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from inspector_app.domain.verdict import Outcome

VERMILLION = QColor("#D55E00")
ORANGE = QColor("#E69F00")
GREEN = QColor("#009E73")
BLUE = QColor("#0072B2")
SKY = QColor("#56B4E9")

CANVAS = QColor("#3A3A3A")
PANEL = QColor("#474747")
RAISED = QColor("#585858")
EDGE = QColor("#747474")
TEXT = QColor("#F2F2F2")
QUIET = QColor("#C4C4C4")
INK = QColor("#0E0E0E")
PAPER = QColor("#F4F4F4")
PICTURE = QColor("#262626")

_OUTCOME = {Outcome.PASS: GREEN, Outcome.FAIL: VERMILLION, Outcome.REVIEW: ORANGE}


def outcome_colour(outcome: Outcome) -> QColor:
    """The colour of a machine's outcome; its shape and word always stand beside it."""
    return _OUTCOME[outcome]


def ink_on(colour: QColor | None) -> QColor:
    """What can be read on this colour: dark ink, but paper on blue and on gray."""
    return PAPER if colour is None or colour == BLUE else INK


def grey_palette() -> QPalette:
    """The application's palette: dark grey, so that only what is not normal has colour."""
    palette = QPalette()
    for role, colour in _ROLES.items():
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#8E8E8E"))
    return palette


_ROLES = {
    QPalette.ColorRole.Window: CANVAS,
    QPalette.ColorRole.WindowText: TEXT,
    QPalette.ColorRole.Base: QColor("#2E2E2E"),
    QPalette.ColorRole.AlternateBase: QColor("#353535"),
    QPalette.ColorRole.Text: TEXT,
    QPalette.ColorRole.Button: RAISED,
    QPalette.ColorRole.ButtonText: TEXT,
    QPalette.ColorRole.BrightText: PAPER,
    QPalette.ColorRole.Highlight: BLUE,
    QPalette.ColorRole.HighlightedText: PAPER,
    QPalette.ColorRole.ToolTipBase: PAPER,
    QPalette.ColorRole.ToolTipText: INK,
    QPalette.ColorRole.PlaceholderText: QColor("#A8A8A8"),
    QPalette.ColorRole.Link: SKY,
}
