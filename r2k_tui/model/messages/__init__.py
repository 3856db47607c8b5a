"""Requests, replies and frames between terminal and engine."""
