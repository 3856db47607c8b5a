"""Lines of the allocation: tables and plots."""
