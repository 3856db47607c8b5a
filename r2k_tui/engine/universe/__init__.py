"""The members of the index: their list, quotes, history, and what they add up to."""
