"""View 7: every constituent of the index."""
