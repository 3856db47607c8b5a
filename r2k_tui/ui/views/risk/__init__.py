"""The risk view."""
