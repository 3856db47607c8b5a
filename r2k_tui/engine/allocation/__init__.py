"""Portfolio optimization, backtests and simulation, computed in a process of their own."""
