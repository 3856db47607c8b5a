"""Demo source: a simulated market that never closes, identical for identical seeds."""
