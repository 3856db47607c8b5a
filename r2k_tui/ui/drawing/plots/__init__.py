"""Axes, braille and xy plots."""
