"""Daily series: alignment, returns, windows."""
