"""Alembic runs inside the connection and transaction that ``app.models.upgrade`` hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    transactional_ddl=False,
)
context.run_migrations()
