"""Pages of view 5, each with its panels and its requests."""
