"""Pure functions: arrays in, frozen results out, without I/O, waits or clocks."""
