"""Results of portfolio allocation."""
