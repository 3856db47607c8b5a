"""Trading halts of the members and of the watchlist."""
