"""One frozen struct for the access to each provider."""
