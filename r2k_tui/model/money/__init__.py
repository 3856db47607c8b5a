"""Currencies, exchange rates, and amounts converted by them."""
