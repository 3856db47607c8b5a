"""Events to come: of the members, of the economy, and the calendar of both."""
