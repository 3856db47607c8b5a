"""Requests, replies and frames between terminal and engine, one module per subject."""
