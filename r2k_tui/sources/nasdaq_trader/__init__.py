"""Trading halts of US stocks, from the feed of Nasdaq Trader."""
