"""View 6: macro."""
