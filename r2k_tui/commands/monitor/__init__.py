"""The monitor on the screen of a terminal."""
