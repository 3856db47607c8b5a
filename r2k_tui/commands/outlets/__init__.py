"""Outlets for other programs: a stream of quotes, one line for a status bar, Prometheus metrics, MCP tools."""
