"""Replay source: the intraday bars of one past day, each known from its end on."""
