"""View 5: the allocation."""
