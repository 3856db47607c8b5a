"""Families of readings, one module each."""
