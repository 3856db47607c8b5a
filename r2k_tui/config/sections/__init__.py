"""One frozen struct for each table of the settings."""
