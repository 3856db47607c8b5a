"""The pages of view 7 as lines."""
