"""What the terminal knows of the engine, and of its watchlists."""
