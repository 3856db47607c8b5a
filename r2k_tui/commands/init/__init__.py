"""The first set-up: a few questions in the plain terminal, and a commented settings file from the answers."""
