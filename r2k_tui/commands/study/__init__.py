"""Studies of the history, printed or as JSON."""
