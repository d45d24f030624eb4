"""Make all tables: places, people, classes, learning records and what is derived from them."""

import sqlalchemy as sa
from alembic import op

from learnapp.db.types import JSONDocument, UTCDateTime

revision = "20261123_1"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        sa.Column("details", JSONDocument, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "content_version",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("body", JSONDocument, nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_content_version")),
    )
    with op.batch_alter_table("content_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_content_version_kind_slug"), ["kind", "slug"], unique=False
        )

    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "installation",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", JSONDocument, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_installation")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "guest",
                "citizen",
                "nameless",
                name="personkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("gender", sa.String(length=10), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("account_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind = 'nameless' OR (kind = 'citizen') = (account_day IS NOT NULL)",
            name=op.f("ck_person_account_day_of_citizens"),
        ),
        sa.CheckConstraint(
            "birth_year BETWEEN 1900 AND 2100", name=op.f("ck_person_birth_year_plausible")
        ),
        sa.CheckConstraint("same_as_id <> id", name=op.f("ck_person_not_same_as_itself")),
        sa.ForeignKeyConstraint(["same_as_id"], ["person.id"], name=op.f("fk_person_same_as_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_same_as_id"), ["same_as_id"], unique=False)

    op.create_table(
        "province",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_province")),
    )
    op.create_table(
        "throttle",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("window_from", UTCDateTime(), nullable=False),
        sa.Column("blocked_until", UTCDateTime(), nullable=True),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_throttle")),
    )
    op.create_table(
        "ward_day",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "guest",
                "citizen",
                "nameless",
                name="personkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ward_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("study_group_id", sa.Uuid(), nullable=False),
        sa.Column("age_band", sa.String(length=8), nullable=False),
        sa.Column("gender", sa.String(length=10), nullable=False),
        sa.Column("assistance", sa.String(length=10), nullable=False),
        sa.Column("supervised", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "key",
            "figure",
            "course",
            "day",
            "kind",
            "ward_id",
            "neighbourhood_id",
            "study_group_id",
            "age_band",
            "gender",
            "assistance",
            "supervised",
            name=op.f("pk_ward_day"),
        ),
    )
    with op.batch_alter_table("ward_day", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ward_day_ward_id_course_figure_day"),
            ["ward_id", "course", "figure", "day"],
            unique=False,
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_by", sa.String(length=100), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_consent_taken_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consent_person_id_purpose"), ["person_id", "purpose"], unique=False
        )

    op.create_table(
        "counted",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "guest",
                "citizen",
                "nameless",
                name="personkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("study_group_id", sa.Uuid(), nullable=False),
        sa.Column("age_band", sa.String(length=8), nullable=False),
        sa.Column("gender", sa.String(length=10), nullable=False),
        sa.Column("assistance", sa.String(length=10), nullable=False),
        sa.Column("supervised", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_counted_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "figure", "course", "key", name=op.f("pk_counted")),
    )
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_counted_study_group_id"), ["study_group_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_counted_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "course_progress",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("completed_day", sa.Date(), nullable=True),
        sa.Column("last_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_course_progress_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "course", name=op.f("pk_course_progress")),
    )
    op.create_table(
        "identity",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("pin_hash", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("one_time_until", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "phone IS NOT NULL OR code IS NOT NULL", name=op.f("ck_identity_phone_or_code")
        ),
        sa.CheckConstraint(
            "pin_hash IS NOT NULL OR password_hash IS NOT NULL",
            name=op.f("ck_identity_pin_or_password"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_identity_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_identity")),
        sa.UniqueConstraint("code", name=op.f("uq_identity_code")),
        sa.UniqueConstraint("phone", name=op.f("uq_identity_phone")),
    )
    op.create_table(
        "lesson_progress",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("best_percent", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("done_day", sa.Date(), nullable=True),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_lesson_progress_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "course", "lesson", name=op.f("pk_lesson_progress")),
    )
    op.create_table(
        "refused_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handed_in_by_id", sa.Uuid(), nullable=False),
        sa.Column("content", JSONDocument, nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handed_in_by_id"],
            ["person.id"],
            name=op.f("fk_refused_record_handed_in_by_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", "handed_in_by_id", name=op.f("pk_refused_record")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("shared_phone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ward",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_ward_province_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward")),
        sa.UniqueConstraint("code", "from_day", name=op.f("uq_ward_code_from_day")),
    )
    with op.batch_alter_table("ward", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ward_province_code"), ["province_code"], unique=False)

    op.create_table(
        "learner_code",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("used_by_id", sa.Uuid(), nullable=True),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["person.id"], name=op.f("fk_learner_code_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["used_by_id"], ["person.id"], name=op.f("fk_learner_code_used_by_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_learner_code_ward_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_learner_code")),
    )
    with op.batch_alter_table("learner_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learner_code_issued_by_id"), ["issued_by_id"], unique=False
        )

    op.create_table(
        "learning_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "verb",
            sa.Enum(
                "answered",
                "practised",
                "checked",
                "reviewed",
                "demonstrated",
                "attended",
                "applied",
                "confirmed",
                "retracted",
                "regraded",
                name="verb",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=True),
        sa.Column("course_version", sa.String(length=64), nullable=True),
        sa.Column("result", JSONDocument, nullable=False),
        sa.Column("correct", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column(
            "assistance",
            sa.Enum(
                "alone",
                "prompted",
                "done_for",
                name="assistance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "page",
                "phone",
                "hub",
                "paper",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("observed_at", UTCDateTime(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "correct BETWEEN 0 AND total", name=op.f("ck_learning_record_correct_within_total")
        ),
        sa.ForeignKeyConstraint(
            ["course_version"],
            ["content_version.hash"],
            name=op.f("fk_learning_record_course_version"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_learning_record_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_learning_record_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["content_version.hash"], name=op.f("fk_learning_record_version")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_learning_record_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_record")),
    )
    with op.batch_alter_table("learning_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_record_meeting_id"), ["meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_learning_record_person_id_at"), ["person_id", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_learning_record_person_id_lesson"), ["person_id", "lesson"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_learning_record_received_at"), ["received_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_learning_record_ward_id_received_at"),
            ["ward_id", "received_at"],
            unique=False,
        )

    op.create_table(
        "neighbourhood",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "sort_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_neighbourhood_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood")),
        sa.UniqueConstraint(
            "ward_id", "search_text", name=op.f("uq_neighbourhood_ward_id_search_text")
        ),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "volunteer",
                "ward_official",
                "province_official",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day > from_day", name=op.f("ck_role_grant_days_in_order")
        ),
        sa.CheckConstraint(
            "ward_id IS NULL OR province_code IS NOT NULL",
            name=op.f("ck_role_grant_ward_within_province"),
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_role_grant_given_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["province.code"], name=op.f("fk_role_grant_province_code")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_role_grant_taken_by_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_role_grant_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "succession",
        sa.Column("old_ward_id", sa.Integer(), nullable=False),
        sa.Column("new_ward_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["new_ward_id"], ["ward.id"], name=op.f("fk_succession_new_ward_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_ward_id"], ["ward.id"], name=op.f("fk_succession_old_ward_id")
        ),
        sa.PrimaryKeyConstraint(
            "old_ward_id", "new_ward_id", "neighbourhood_id", name=op.f("pk_succession")
        ),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_day", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "people > 0 AND people <= population", name=op.f("ck_target_people_within_population")
        ),
        sa.CheckConstraint("population > 0", name=op.f("ck_target_population_positive")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_target_set_by_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_target_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "residence",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_residence_neighbourhood_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_residence_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_residence_ward_id")),
        sa.PrimaryKeyConstraint("person_id", "from_day", name=op.f("pk_residence")),
    )
    with op.batch_alter_table("residence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_residence_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "study_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("meets_at", sa.String(length=120), nullable=False),
        sa.Column("schedule", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_study_group_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_study_group_neighbourhood_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_study_group_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_group")),
        sa.UniqueConstraint("code", name=op.f("uq_study_group_code")),
    )
    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_study_group_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_study_group_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("study_group_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("joined_at", UTCDateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day >= from_day", name=op.f("ck_enrolment_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["study_group_id"], ["study_group.id"], name=op.f("fk_enrolment_study_group_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "study_group_id", "from_day", name=op.f("pk_enrolment")
        ),
        sa.UniqueConstraint(
            "study_group_id", "number", name=op.f("uq_enrolment_study_group_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("enrolment")
    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_study_group_ward_id"))
        batch_op.drop_index(batch_op.f("ix_study_group_leader_id"))

    op.drop_table("study_group")
    with op.batch_alter_table("residence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_residence_ward_id"))

    op.drop_table("residence")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_ward_id"))

    op.drop_table("target")
    op.drop_table("succession")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_ward_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))

    op.drop_table("role_grant")
    op.drop_table("neighbourhood")
    with op.batch_alter_table("learning_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_record_ward_id_received_at"))
        batch_op.drop_index(batch_op.f("ix_learning_record_received_at"))
        batch_op.drop_index(batch_op.f("ix_learning_record_person_id_lesson"))
        batch_op.drop_index(batch_op.f("ix_learning_record_person_id_at"))
        batch_op.drop_index(batch_op.f("ix_learning_record_meeting_id"))

    op.drop_table("learning_record")
    with op.batch_alter_table("learner_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_code_issued_by_id"))

    op.drop_table("learner_code")
    with op.batch_alter_table("ward", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ward_province_code"))

    op.drop_table("ward")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("refused_record")
    op.drop_table("lesson_progress")
    op.drop_table("identity")
    op.drop_table("course_progress")
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counted_ward_id"))
        batch_op.drop_index(batch_op.f("ix_counted_study_group_id"))

    op.drop_table("counted")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id_purpose"))

    op.drop_table("consent")
    with op.batch_alter_table("ward_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ward_day_ward_id_course_figure_day"))

    op.drop_table("ward_day")
    op.drop_table("throttle")
    op.drop_table("province")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_same_as_id"))

    op.drop_table("person")
    op.drop_table("installation")
    op.drop_table("erasure")
    with op.batch_alter_table("content_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_version_kind_slug"))

    op.drop_table("content_version")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))

    op.drop_table("audit_entry")
