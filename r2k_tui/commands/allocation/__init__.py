"""Portfolio construction: optimum, backtest and simulation."""
