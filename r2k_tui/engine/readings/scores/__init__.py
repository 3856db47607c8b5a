"""Momentum score and risk gauge."""
