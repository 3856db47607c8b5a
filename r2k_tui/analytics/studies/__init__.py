"""Studies of states, policy and follow-through, and the verdicts on them."""
