"""Start-up: turns a checked setup into processes, engines, sources and links."""
