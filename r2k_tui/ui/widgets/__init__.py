"""Widgets that send only what changed."""
