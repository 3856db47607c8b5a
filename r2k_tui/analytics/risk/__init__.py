"""Volatility, drawdown, tail risk and sizing."""
