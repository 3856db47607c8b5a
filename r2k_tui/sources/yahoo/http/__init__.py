"""The transport to Yahoo: session, thread, errors."""
