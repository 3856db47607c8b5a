"""The first set-up."""
