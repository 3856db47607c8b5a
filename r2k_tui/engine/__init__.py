"""The engine: polls, knows, computes, publishes. The only owner of truth."""
