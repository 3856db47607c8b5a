"""Portfolio measures, limits, rebalancing and hedges."""
