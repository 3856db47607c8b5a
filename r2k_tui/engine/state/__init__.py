"""The market state, its subscribers and its writer to the store."""
