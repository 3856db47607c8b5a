"""Windows over any view."""
