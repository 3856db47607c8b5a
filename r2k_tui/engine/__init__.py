"""Engine: polls the sources, owns the market state, computes readings and publishes frames. No user interface."""
