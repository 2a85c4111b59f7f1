"""Modes of models on lines, second opinions, inspectors' own answers, and parts that no machine saw."""

import sqlalchemy as sa
from alembic import op

from inspector_app.records.append_only import append_only_triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("mode_changes", "second_opinions", "inspector_answers", "uninspected_parts")


def upgrade() -> None:
    """Adds four tables, empty."""
    op.create_table(
        "mode_changes",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("line", "model", "model_sha256")),
        sa.Column("mode", sa.String(12), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("by", "reason")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("said", sa.String, nullable=False),
    )
    op.create_index("ix_mode_changes_line_model_sha256", "mode_changes", ["line", "model_sha256"])
    op.create_table(
        "second_opinions",
        sa.Column(
            "inspection_seq",
            sa.Integer,
            sa.ForeignKey("inspections.seq"),
            primary_key=True,
            autoincrement=False,
        ),
        *(sa.Column(name, sa.String, nullable=False) for name in ("model", "model_sha256")),
        sa.Column("outcome", sa.String(6), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("findings", sa.String, nullable=False),
        sa.Column("took_ms", sa.Double, nullable=False),
    )
    _inspector_answers()
    op.create_table(
        "uninspected_parts",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("shift_seq", sa.Integer, sa.ForeignKey("shifts.seq"), nullable=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("parts", "total")),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    for table in _TABLES:
        for statement in append_only_triggers(table):
            op.execute(statement)


def _inspector_answers() -> None:
    op.create_table(
        "inspector_answers",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("inspection_seq", sa.Integer, sa.ForeignKey("inspections.seq"), nullable=True),
        sa.Column("serial", sa.String, nullable=True),
        sa.Column("condition", sa.String(8), nullable=False),
        sa.Column("defect_class", sa.String, nullable=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
    )
    op.create_index(
        "ix_inspector_answers_inspection_seq",
        "inspector_answers",
        ["inspection_seq"],
        sqlite_where=sa.text("inspection_seq IS NOT NULL"),
    )
