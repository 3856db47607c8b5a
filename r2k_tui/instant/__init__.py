"""The stored picture, on the screen before the program has loaded."""
