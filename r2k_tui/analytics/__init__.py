"""Pure functions: arrays in, frozen results out. Nothing here reads, writes, waits or asks for the time."""
