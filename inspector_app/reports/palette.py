"""Colours of the printed pages (Okabe & Ito): one meaning each, and never colour alone."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor

FAIL = HexColor("#D55E00")
ASK = HexColor("#E69F00")
PASS = HexColor("#009E73")
INFORMATION = HexColor("#0072B2")
INK = HexColor("#1A1A1A")
QUIET = HexColor("#5F5F5F")
LINE = HexColor("#B8B8B8")
SHADE = HexColor("#F1F1F1")
PAPER = Color(1, 1, 1)
