"""The rules: values in, values out; no web, no database, no clock."""
