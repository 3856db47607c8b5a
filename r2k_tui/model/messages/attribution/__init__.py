"""Messages about what returns are made of."""
