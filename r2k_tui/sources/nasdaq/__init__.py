"""Nasdaq's quotes of US stocks and ETFs, which the user adds to the chain."""
