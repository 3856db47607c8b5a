"""When and how a source is polled; streaming; news."""
