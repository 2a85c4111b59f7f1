"""What is asked before the window closes: title, text, the button that closes, the button that does not."""

from __future__ import annotations

STOP_LINE = (
    "The line runs",
    "Closing this window stops the line: parts are not inspected any more. All that was recorded stays.",
    "Stop the line and close",
    "Stay",
)
DISCARD_NOTES = (
    "The notes are not kept yet",
    "You wrote notes for the next shift and have not ended this one.",
    "Close without keeping them",
    "Back to the notes",
)
DISCARD_BOX = (
    "A drawn box is not sent",
    "You drew a box round a defect and have not chosen its class.",
    "Close without keeping it",
    "Back to the box",
)
