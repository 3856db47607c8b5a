"""Dashboard panels about the members of the index."""
