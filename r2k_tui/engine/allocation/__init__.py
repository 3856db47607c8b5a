"""Portfolio optimization, backtesting and simulation, computed in a separate process."""
