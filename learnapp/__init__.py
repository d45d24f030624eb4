"""Bình dân học vụ số: a platform that teaches people to use online public services."""
