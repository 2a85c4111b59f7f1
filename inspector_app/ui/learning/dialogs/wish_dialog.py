"""A dialog that makes one wish of what was typed."""

from __future__ import annotations

from inspector_app.ui.learning.dialogs.job_dialog import JobDialog
from inspector_app.ui.learning.wishes import JobWish


class NotRightError(Exception):
    """A field is not right; the message is what is said at the place."""


class WishDialog(JobDialog):
    """Fields, and the wish that comes of them."""

    def wish(self) -> JobWish:
        """What to begin. Raises NotRightError."""
        raise NotImplementedError

    def asked(self, allowed_by: str) -> tuple[JobWish, str] | None:
        """The wish, and who allowed it."""
        try:
            return self.wish(), allowed_by
        except NotRightError as error:
            self.fail(str(error))
            return None


def filled(text: str, what: str) -> str:
    """What was typed. Raises NotRightError where that is nothing."""
    words = text.strip()
    if not words:
        raise NotRightError(f"{what}, please.")
    return words
