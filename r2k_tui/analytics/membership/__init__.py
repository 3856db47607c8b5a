"""Membership of an index by its funds' lists: who entered and left, and who ranks where."""
