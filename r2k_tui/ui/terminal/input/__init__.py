"""Reading of the keyboard and the mouse."""
