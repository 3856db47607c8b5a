"""Changes of the index over time: lists compared, members ranked."""
