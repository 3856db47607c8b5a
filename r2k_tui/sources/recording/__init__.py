"""Recordings: the responses of a source, with arrival times and failures, in one file."""
