"""Recording of what a source answers, with its faults and arrival times, in one file."""
