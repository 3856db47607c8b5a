"""Readings, charts and studies as messages."""
