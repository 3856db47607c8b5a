"""Pure drawing: values in, lines of styled text out."""
