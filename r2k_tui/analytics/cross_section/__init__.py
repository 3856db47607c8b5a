"""Measures across the constituents of an index."""
