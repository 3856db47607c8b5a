"""Alerts: rules evaluated on the engine's state, and their delivery."""
