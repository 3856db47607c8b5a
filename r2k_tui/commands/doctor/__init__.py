"""Checks of what works on this machine."""
