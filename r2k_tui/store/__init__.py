"""Persistent state: one SQLite file."""
