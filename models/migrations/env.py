"""How do migrations reach the database? On the connection that `models.schema` hands over."""

from alembic import context

from models import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
