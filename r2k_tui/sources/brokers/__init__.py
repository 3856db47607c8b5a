"""Positions that brokers export: IBKR, Schwab, Fidelity and a generic form."""
