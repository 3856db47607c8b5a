"""A terminal for tests: programs run in a real pty, and what they send is looked at as a person would."""
