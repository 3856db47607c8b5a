"""Macroeconomic series, figures and releases."""
