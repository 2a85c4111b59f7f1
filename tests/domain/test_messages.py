"""Every message of either half is on the wire, under a kind of its own, and a wrong one is refused."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from inspector_app.domain import line_events, messages, window_commands


def _kinds(module: ModuleType) -> dict[str, type[BaseModel]]:
    """The messages that a module defines, by their kind."""
    defined = [
        one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__
    ]
    return {one.model_fields["kind"].default: one for one in defined if "kind" in one.model_fields}


@pytest.mark.parametrize(
    ("module", "union"), [(line_events, messages.Event), (window_commands, messages.Command)]
)
def test_every_message_of_a_half_travels(module: ModuleType, union: object) -> None:
    travelling = get_args(get_args(union)[0])
    assert travelling
    assert set(_kinds(module).values()) == set(travelling)
    assert len(_kinds(module)) == len(travelling), "two messages share a kind"


def test_every_message_is_offered_where_the_program_takes_them() -> None:
    for one in (*_kinds(line_events).values(), *_kinds(window_commands).values()):
        assert one.__name__ in messages.__all__


def test_a_command_comes_back_as_it_was_sent() -> None:
    sent = messages.SetLot(command_id="1", lot=None)
    assert messages.COMMANDS.validate_json(sent.model_dump_json()) == sent


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "set_lot", "command_id": "1", "lot": null, "more": 1}',
        '{"kind": "reply", "command_id": "1", "ok": true}',
        '{"command_id": "1", "lot": null}',
    ],
    ids=["unknown field", "an event", "no kind"],
)
def test_what_is_no_command_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        messages.COMMANDS.validate_json(text)
