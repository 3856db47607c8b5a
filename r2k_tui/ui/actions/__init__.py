"""The table of actions and the user's key map."""
