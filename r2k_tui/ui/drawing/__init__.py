"""Pure view models: what is known in, lines of styled text out."""
