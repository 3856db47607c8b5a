"""Portfolio construction: optimization, backtest, simulation."""
