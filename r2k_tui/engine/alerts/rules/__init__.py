"""Alert rules: their definition, their evaluation and their state."""
