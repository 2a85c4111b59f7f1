"""The few rules of style that a palette can't say."""

from __future__ import annotations

_SHEET = """
QToolTip { font-size: 14px; padding: 6px; }
QPushButton { padding: 6px 14px; border: 1px solid #747474; border-radius: 4px; background: #585858; }
QPushButton:hover { background: #646464; }
QPushButton:pressed { background: #333333; }
QPushButton:disabled { color: #8E8E8E; background: #474747; border-color: #5A5A5A; }
QPushButton:focus { border: 2px solid #56B4E9; }
QLineEdit, QPlainTextEdit {
    padding: 6px; border: 1px solid #747474; border-radius: 4px; background: #2E2E2E; min-height: 24px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid #56B4E9; }
QSpinBox { min-height: 36px; }
QComboBox {
    min-height: 36px; padding-left: 8px; border: 1px solid #747474; border-radius: 4px; background: #585858;
    combobox-popup: 0; }
QComboBox:focus { border: 2px solid #56B4E9; }
QComboBox QAbstractItemView::item { min-height: 46px; padding-left: 8px; }
QComboBox QAbstractItemView::item:selected { background: #0072B2; color: #F4F4F4; }
"""


def style_sheet() -> str:
    """The application's style sheet."""
    return _SHEET
