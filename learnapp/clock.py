"""The one place that asks what time it is."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return this moment, aware and in UTC."""
    return datetime.now(UTC)
