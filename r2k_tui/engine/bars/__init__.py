"""The bars of one symbol, for whoever asks."""
