"""The universe view: every constituent of the index."""
