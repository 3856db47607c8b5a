"""Links between an engine and its terminals: one message format over several transports."""
