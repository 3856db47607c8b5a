"""The file of the store: opening it, its tables, and doing without it."""
