"""The economy: its series, the figures made of them, and what policy was followed by."""
