"""Alerts: rules judged on what the engine knows, and told to people."""
