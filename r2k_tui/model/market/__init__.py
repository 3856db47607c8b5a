"""Quotes, bars, news, index members, and the source behind them."""
