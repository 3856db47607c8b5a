"""The allocation view."""
