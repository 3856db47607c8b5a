"""What the parts of R2K say to each other: frozen structs, no I/O."""
