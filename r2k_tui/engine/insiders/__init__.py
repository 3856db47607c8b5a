"""Purchases of the members' insiders, from their Forms 4."""
