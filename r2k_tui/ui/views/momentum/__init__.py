"""The momentum view."""
