"""View 1: the dashboard."""
