"""Run by alembic, on the connection that `records.migrate` hands over."""

from alembic import context

from inspector_app.records.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
