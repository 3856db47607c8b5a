"""Tasks of the worker: what is computed from an allocation problem."""
