"""CSV source: a folder with one file per symbol."""
