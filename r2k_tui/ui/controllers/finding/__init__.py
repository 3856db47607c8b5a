"""Search of `/` and the palette: kinds of destinations, and how each opens."""
