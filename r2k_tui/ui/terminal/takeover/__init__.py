"""The app goes on from a stored picture that is on the screen already."""
