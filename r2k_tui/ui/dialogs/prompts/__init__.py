"""Prompts for one line: a symbol, a list, an alert, a screen."""
