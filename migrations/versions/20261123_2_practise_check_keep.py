"""Make room for practice and checks: bookmarks, attempts, certificates, what checks say."""

import sqlalchemy as sa
from alembic import op

from learnapp.db.types import JSONDocument, UTCDateTime

revision = "20261123_2"
down_revision = "20261123_1"


def upgrade() -> None:
    op.create_table(
        "bookmark",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_bookmark_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "object", name=op.f("pk_bookmark")),
    )
    op.create_table(
        "check_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("course_version", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("items", JSONDocument, nullable=False),
        sa.Column("answers", JSONDocument, nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_check_attempt_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_attempt")),
        sa.UniqueConstraint(
            "person_id", "course", "kind", name=op.f("uq_check_attempt_person_id_course_kind")
        ),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("name_shown", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_certificate_withdrawn_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_certificate_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("person_id", "course", name=op.f("uq_certificate_person_id_course")),
    )
    # Nobody has taken a check yet, so these hold for every row that stands.
    with op.batch_alter_table("course_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry_percent", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("final_percent", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("failures", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.add_column(sa.Column("wait_until", UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("supervised", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("course_progress", schema=None) as batch_op:
        batch_op.alter_column("failures", existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column("supervised", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("lesson_progress", schema=None) as batch_op:
        batch_op.alter_column("best_percent", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("passed_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("practised_day", sa.Date(), nullable=True))
    # So far a lesson was done by its quiz alone.
    op.execute("UPDATE lesson_progress SET passed_day = done_day")


def downgrade() -> None:
    op.execute("UPDATE lesson_progress SET best_percent = 0 WHERE best_percent IS NULL")
    with op.batch_alter_table("lesson_progress", schema=None) as batch_op:
        batch_op.drop_column("practised_day")
        batch_op.drop_column("passed_day")
        batch_op.alter_column("best_percent", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("course_progress", schema=None) as batch_op:
        for column in ("supervised", "wait_until", "failures", "final_percent", "entry_percent"):
            batch_op.drop_column(column)
    op.drop_table("certificate")
    op.drop_table("check_attempt")
    op.drop_table("bookmark")
