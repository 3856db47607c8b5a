"""Where numbers come from: one protocol, several sources."""
