"""Factor returns of Kenneth French's data library."""
