"""Lists of the members: how they change, and how the members rank."""
