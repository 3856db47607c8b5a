"""Readings, scores, charts and studies of a symbol."""
