"""The whole program in a real terminal: source, engine, link and screen together."""
