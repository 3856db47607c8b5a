"""Quotes, bars and what surrounds them."""
