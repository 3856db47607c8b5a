"""Transport to Yahoo: session, worker thread, errors."""
