"""The first tables: what decided, shifts and lots, parts and verdicts, answers, and the work lists."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from inspector_app.records.append_only import append_only_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = (
    *("recipes", "models", "lots", "lot_changes", "shifts", "shift_ends", "events", "event_ends"),
    *("parts", "inspections", "frames", "findings", "verdicts"),
    *("dispositions", "drawn_defects", "hold_events"),
)

_Column = sa.Column[Any]


def upgrade() -> None:
    """Makes all tables, their indexes, and the triggers that keep rows as they were written."""
    _provenance()
    _shifts_and_lots()
    _events()
    _parts_and_inspections()
    _frames()
    _findings_and_verdicts()
    _answers()
    _drawn_defects_and_hold_bin()
    _work_lists()
    for table in _APPEND_ONLY:
        for statement in append_only_triggers(table):
            op.execute(statement)


def _seq() -> _Column:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _owner(name: str, target: str) -> _Column:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), primary_key=True, autoincrement=False)


def _ref(name: str, target: str, nullable: bool = False, unique: bool = False) -> _Column:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=nullable, unique=unique or None)


def _text(name: str, length: int | None = None, nullable: bool = False, unique: bool = False) -> _Column:
    return sa.Column(name, sa.String(length), nullable=nullable, unique=unique or None)


def _time(name: str) -> _Column:
    return sa.Column(name, sa.DateTime(), nullable=False)


def _number(name: str, nullable: bool = False) -> _Column:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _reals(*names: str) -> list[_Column]:
    return [sa.Column(name, sa.Double, nullable=False) for name in names]


def _provenance() -> None:
    op.create_table(
        "recipes",
        *(_seq(), _text("name"), _number("version"), _text("sha256"), _text("body"), _time("remembered_at")),
        sa.UniqueConstraint("name", "version", "sha256"),
    )
    op.create_table(
        "models",
        *(_seq(), _text("name"), _text("sha256"), _text("card"), _time("remembered_at")),
        sa.UniqueConstraint("name", "sha256", "card"),
    )


def _shifts_and_lots() -> None:
    op.create_table(
        "shifts",
        *(_seq(), _text("id", 32, unique=True)),
        *(_text(name) for name in ("name", "site", "line", "zone", "operator")),
        *(_time("started_at"), _number("planned_parts", nullable=True)),
    )
    op.create_table("shift_ends", _owner("shift_seq", "shifts.seq"), _time("ended_at"), _text("notes"))
    op.create_table("lots", _seq(), _text("name", unique=True), _time("first_at"))
    op.create_table("lot_changes", _seq(), _ref("lot_seq", "lots.seq", nullable=True), _time("at"))


def _events() -> None:
    op.create_table(
        "events",
        *(_seq(), _text("id", 32, unique=True), _ref("shift_seq", "shifts.seq", nullable=True)),
        *(_time("at"), _text("kind", 20), _text("text"), _text("source")),
    )
    op.create_index("ix_events_shift_seq_kind", "events", ["shift_seq", "kind"])
    op.create_table("event_ends", _owner("event_seq", "events.seq"), _time("ended_at"))


def _parts_and_inspections() -> None:
    op.create_table(
        "parts",
        *(_seq(), _text("id", 32, unique=True), _number("number")),
        *(_ref("lot_seq", "lots.seq", nullable=True), _text("serial", nullable=True)),
    )
    op.create_index("ix_parts_number", "parts", ["number"])
    with_serial = sa.text("serial IS NOT NULL")
    op.create_index("ix_parts_serial", "parts", ["serial"], sqlite_where=with_serial)
    op.create_table(
        "inspections",
        *(_seq(), _text("id", 32, unique=True), _ref("part_seq", "parts.seq")),
        *(_ref("shift_seq", "shifts.seq", nullable=True), _time("started_at")),
        *(_ref("recipe_seq", "recipes.seq"), _ref("model_seq", "models.seq"), _text("program_version")),
        *_reals("latency_ms"),
        _text("stages_ms"),
    )
    op.create_index("ix_inspections_shift_seq", "inspections", ["shift_seq"])
    op.create_index("ix_inspections_part_seq", "inspections", ["part_seq"])


def _frames() -> None:
    op.create_table(
        "frames",
        *(_seq(), _ref("inspection_seq", "inspections.seq"), _text("view")),
        *(_number("device_frame_id"), _time("captured_at")),
        *(_text("image_path", nullable=True), _text("golden_path", nullable=True)),
        *(_number("width"), _number("height")),
        *_reals("mm_per_px"),
    )
    op.create_index("ix_frames_inspection_seq", "frames", ["inspection_seq"])


def _findings_and_verdicts() -> None:
    op.create_table(
        "findings",
        *(_seq(), _ref("inspection_seq", "inspections.seq"), _number("position")),
        *(_text("view"), _text("defect_class")),
        *_reals("score", "x1", "y1", "x2", "y2", "size_mm"),
    )
    op.create_index("ix_findings_inspection_seq", "findings", ["inspection_seq"])
    op.create_table(
        "verdicts",
        *(_owner("inspection_seq", "inspections.seq"), _text("outcome", 6), _text("rule", 20)),
        *(_text("reason"), _text("signal", 6), _number("deciding", nullable=True)),
    )
    rejected = sa.text("signal = 'REJECT'")
    op.create_index("ix_verdicts_rejected", "verdicts", ["inspection_seq"], sqlite_where=rejected)


def _answers() -> None:
    undoes = sa.Column("undoes", sa.String(32), sa.ForeignKey("dispositions.id"), unique=True)
    op.create_table(
        "dispositions",
        *(_seq(), _text("id", 32, unique=True), _ref("inspection_seq", "inspections.seq")),
        *(_ref("shift_seq", "shifts.seq", nullable=True), _text("answer", 12), _text("condition", 8)),
        *(_text("person"), _time("at"), _text("defect_class", nullable=True), _text("reason", nullable=True)),
        *(undoes, sa.Column("authenticated", sa.Boolean, nullable=False)),
    )
    op.create_index("ix_dispositions_inspection_seq", "dispositions", ["inspection_seq"])
    op.create_index("ix_dispositions_person_shift_seq", "dispositions", ["person", "shift_seq"])


def _drawn_defects_and_hold_bin() -> None:
    op.create_table(
        "drawn_defects",
        *(_seq(), _ref("disposition_seq", "dispositions.seq"), _text("view"), _text("defect_class")),
        *_reals("x1", "y1", "x2", "y2"),
    )
    op.create_index("ix_drawn_defects_disposition_seq", "drawn_defects", ["disposition_seq"])
    op.create_table(
        "hold_events",
        *(_seq(), _ref("inspection_seq", "inspections.seq", unique=True)),
        *(_text("action", 8), _text("person"), _time("at")),
    )


def _work_lists() -> None:
    op.create_table("waiting", _owner("inspection_seq", "inspections.seq"))
    op.create_table("held", _owner("inspection_seq", "inspections.seq"))
    op.create_table(
        "kept_images",
        *(_owner("frame_seq", "frames.seq"), _ref("inspection_seq", "inspections.seq")),
        *(_text("image_path"), _number("image_bytes"), _text("golden_path", nullable=True), _number("keep")),
    )
    op.create_index("ix_kept_images_keep_frame_seq", "kept_images", ["keep", "frame_seq"])
    op.create_index("ix_kept_images_inspection_seq", "kept_images", ["inspection_seq"])
    with_golden = sa.text("golden_path IS NOT NULL")
    op.create_index("ix_kept_images_golden_path", "kept_images", ["golden_path"], sqlite_where=with_golden)
