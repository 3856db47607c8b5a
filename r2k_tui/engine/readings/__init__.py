"""Readings of one symbol, with their methodology."""
