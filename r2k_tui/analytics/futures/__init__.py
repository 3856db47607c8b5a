"""Futures on an index: basis, and contracts that hedge an amount."""
