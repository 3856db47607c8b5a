"""The demo source: a simulated market that never closes, the same for everybody with the same seed."""
