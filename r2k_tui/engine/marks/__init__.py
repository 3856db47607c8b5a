"""Notes and lines at prices: kept in the store, and hidden where the day of the analysis is earlier."""
