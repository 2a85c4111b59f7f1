"""A question before something is lost: big buttons that say what they do, and the safe one is the default."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from inspector_app.ui.style.sizes import target

_SHARE = 0.11


def agreed(parent: QWidget, title: str, question: str, yes: str, no: str) -> bool:
    """Whether the person pressed `yes`; Enter and Esc press `no`."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, f"<b>{title}</b>", parent=parent)
    box.setInformativeText(question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(f"{no}  (Enter)", QMessageBox.ButtonRole.RejectRole)
    for button in (agree, keep):
        button.setMinimumHeight(target(parent, _SHARE, parent.window().height()))
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is agree
