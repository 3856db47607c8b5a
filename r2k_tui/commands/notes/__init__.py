"""`r2k notes`: notes and lines at prices, listed and changed without the monitor."""
