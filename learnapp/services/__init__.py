"""Changes: one function for each thing that someone does."""
