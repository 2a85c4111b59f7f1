"""Triggers that keep rows as they were written, whoever opens the database."""

from __future__ import annotations


def append_only_triggers(table: str) -> tuple[str, str]:
    """The statements that make SQLite refuse to change or remove rows of a table."""
    return _trigger(table, "UPDATE", "changed"), _trigger(table, "DELETE", "removed")


def _trigger(table: str, action: str, word: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never {word}'); END"
    )
