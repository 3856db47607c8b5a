"""Short interest of the members, and the squeeze list."""
