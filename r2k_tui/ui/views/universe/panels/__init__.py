"""What the dashboard shows of the members."""
