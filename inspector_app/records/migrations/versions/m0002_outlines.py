"""Findings keep what they cover: their area, and the outlines of their pieces. Older rows have neither."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both columns, empty for the rows that are there; append-only rows are not touched."""
    op.add_column("findings", sa.Column("area_mm2", sa.Double, nullable=True))
    op.add_column("findings", sa.Column("outlines", sa.String, nullable=True))
