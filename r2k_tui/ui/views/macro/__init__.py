"""The macro view."""
