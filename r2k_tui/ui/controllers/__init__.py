"""What the app does for a key or an event, without drawing."""
