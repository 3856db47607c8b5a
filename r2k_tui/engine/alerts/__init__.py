"""Alerts: rules evaluated on the state of the engine, and delivered to people."""
