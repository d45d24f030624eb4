"""The commands, as ``flask --app wsgi <group> <command>``."""
