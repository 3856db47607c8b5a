"""Shared vocabulary of the parts of R2K: frozen structs, no I/O."""
