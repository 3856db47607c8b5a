"""The feed view: topics, alerts and the log."""
