"""Index what is looked up and nothing else; let code from before checks write its progress."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_1"
down_revision = "20261123_2"

RECORDED_BY = sa.text("recorded_by_id IS NOT NULL")
TAKEN_BY = sa.text("taken_by_id IS NOT NULL")
USED_BY = sa.text("used_by_id IS NOT NULL")


def upgrade() -> None:
    # Old code runs on new tables: it does not know these two.
    with op.batch_alter_table("course_progress", schema=None) as batch_op:
        batch_op.alter_column("failures", existing_type=sa.Integer(), server_default=sa.text("0"))
        batch_op.alter_column("supervised", existing_type=sa.Boolean(), server_default=sa.false())
    for name, table in (
        ("ix_counted_ward_id", "counted"),
        ("ix_counted_study_group_id", "counted"),
        ("ix_learning_record_received_at", "learning_record"),
    ):
        op.drop_index(op.f(name), table_name=table)
    op.create_index(
        op.f("ix_learning_record_province_code_received_at"),
        "learning_record",
        ["province_code", "received_at"],
    )
    op.create_index(
        op.f("ix_refused_record_handed_in_by_id"), "refused_record", ["handed_in_by_id"]
    )
    # Erasing somebody looks for them in each of these; few rows name anybody.
    for table, column, where in (
        ("learning_record", "recorded_by_id", RECORDED_BY),
        ("consent", "taken_by_id", TAKEN_BY),
        ("learner_code", "used_by_id", USED_BY),
    ):
        op.create_index(
            op.f(f"ix_{table}_{column}"),
            table,
            [column],
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    for table, column in (
        ("learner_code", "used_by_id"),
        ("consent", "taken_by_id"),
        ("learning_record", "recorded_by_id"),
        ("refused_record", "handed_in_by_id"),
        ("learning_record", "province_code_received_at"),
    ):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.create_index(op.f("ix_learning_record_received_at"), "learning_record", ["received_at"])
    op.create_index(op.f("ix_counted_study_group_id"), "counted", ["study_group_id"])
    op.create_index(op.f("ix_counted_ward_id"), "counted", ["ward_id"])
    with op.batch_alter_table("course_progress", schema=None) as batch_op:
        batch_op.alter_column("supervised", existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column("failures", existing_type=sa.Integer(), server_default=None)
