"""Cboe's delayed quotes of US indices, which the user adds to the chain."""
