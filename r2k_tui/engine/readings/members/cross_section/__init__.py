"""Readings of how members differ: concentration, dispersion, correlation."""
