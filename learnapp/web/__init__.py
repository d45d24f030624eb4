"""The pages: turns text into values and values into pages, and commits."""
