"""What a chart asks for besides its bars: comparisons, notes and lines at prices."""
