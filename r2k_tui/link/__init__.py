"""Between an engine and its terminals: one format of messages, several ways to carry it."""
