"""Results of rules of market timing."""
