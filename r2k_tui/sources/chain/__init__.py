"""Chain of providers: each answers for those before it that fail, per topic and per symbol."""
