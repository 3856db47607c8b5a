"""View 4: risk."""
