"""Exchange hours, the phase of the session, and replay."""
