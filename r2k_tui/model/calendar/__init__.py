"""Days, closing bells, sessions and the clock of a replay."""
