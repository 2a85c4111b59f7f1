"""What the window shows, as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget


def save_screenshot(window: QWidget, path: Path) -> None:
    """Saves the window as PNG (or what the name ends with); OSError where that can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"The screenshot can't be written to {path}: {error.strerror or error}.") from error
    if not window.grab().save(str(path)):
        raise OSError(f"The screenshot can't be written to {path}.")
