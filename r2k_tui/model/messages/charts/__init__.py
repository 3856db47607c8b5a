"""Requests of a chart besides its bars: comparisons, notes and lines at prices."""
