"""View 9: topics, alerts and the log."""
