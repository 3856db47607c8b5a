"""What `/` and the palette find, and how each of it is opened."""
