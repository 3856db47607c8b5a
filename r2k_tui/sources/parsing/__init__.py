"""Fields of responses, parsed and checked the same way for every provider."""
