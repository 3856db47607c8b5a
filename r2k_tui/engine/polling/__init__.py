"""Polling: the schedule and the requests of each topic, streaming, and news."""
