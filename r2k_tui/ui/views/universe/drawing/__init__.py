"""Draws the universe view: pure functions from columns and summaries to lines."""
