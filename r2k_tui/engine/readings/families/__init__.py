"""The readings, one module for each family."""
