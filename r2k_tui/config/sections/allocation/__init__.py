"""Portfolio construction: what may be held, within which limits, and which limits contradict each other."""
