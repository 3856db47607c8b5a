"""View 3: momentum."""
