"""The watchlist: quotes, holdings and totals."""
