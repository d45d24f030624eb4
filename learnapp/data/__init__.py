"""Provinces and wards, and what else the application reads and never writes."""
