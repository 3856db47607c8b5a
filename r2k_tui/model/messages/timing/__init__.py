"""Messages about market timing."""
