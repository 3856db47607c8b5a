"""View 2: the price chart."""
