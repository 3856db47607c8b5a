"""Hubs of these tests: a real broker, engines, and the terminals of both."""
