"""The monitor in the terminal."""
