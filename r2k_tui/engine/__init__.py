"""The engine: polls sources, owns the state, computes and publishes. It has no screen."""
