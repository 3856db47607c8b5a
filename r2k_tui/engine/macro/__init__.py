"""Macro: the series, the figures computed from them, and the policy study."""
