"""The index as a list that changes: its reconstitutions, its changes and the ranks of its members."""
