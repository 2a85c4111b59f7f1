"""Actions as data: what a key does, what its button says, what its tooltip adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)  # no slots: a generic class called through an alias sets an attribute of its own
class Action(Generic[T]):
    """One thing that a person can do. `keys` by name, the first is shown on the button.

    tooltip says more than the text. answers: whether it answers about the part in hand, and so is guarded.
    """

    name: str
    keys: tuple[str, ...]
    text: str
    tooltip: str
    slot: Callable[[T], None]
    answers: bool = False

    @property
    def hint(self) -> str:
        """The key as it is shown on the button."""
        return self.keys[0] if self.keys else ""


def find_action(actions: Sequence[Action[T]], key: str) -> Action[T] | None:
    """The action of a key, or None."""
    return next((action for action in actions if key in action.keys), None)


def named(actions: Sequence[Action[T]], name: str) -> Action[T]:
    """The action of this name; KeyError where there is none."""
    for action in actions:
        if action.name == name:
            return action
    raise KeyError(name)
