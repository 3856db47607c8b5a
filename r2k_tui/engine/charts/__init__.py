"""Charts: bars with indicators, marks and regular hours."""
