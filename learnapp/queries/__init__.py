"""Reads, shaped for pages; only what the actor may see."""
