"""Market state, its subscribers and its archive."""
