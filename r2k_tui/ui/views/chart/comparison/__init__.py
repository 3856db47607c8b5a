"""Several symbols in one chart: lines from a common start, a table of measures, and the keys that change them."""
