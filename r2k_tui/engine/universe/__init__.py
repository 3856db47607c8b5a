"""Index constituents: holdings list, quotes, close history and aggregates."""
