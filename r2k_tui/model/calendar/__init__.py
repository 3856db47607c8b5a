"""Days, bells, sessions and ranges."""
