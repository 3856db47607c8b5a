"""Readings of the index, from its members and from the funds of its styles."""
