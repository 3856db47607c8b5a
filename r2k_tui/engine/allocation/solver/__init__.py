"""Weights: optimized portfolios within limits."""
