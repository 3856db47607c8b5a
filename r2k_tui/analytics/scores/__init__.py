"""Composite scores."""
