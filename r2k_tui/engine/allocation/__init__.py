"""The allocation laboratory: a process of its own that optimises, backtests and simulates, and the way to it."""
