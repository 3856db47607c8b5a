"""Factor files."""
