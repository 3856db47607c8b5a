"""Trend and momentum indicators."""
