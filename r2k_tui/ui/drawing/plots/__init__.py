"""Axes, braille curves and xy plots."""
