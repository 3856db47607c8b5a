"""Measurements: `python -m tests.bench` prints every budget beside a reference measured in the same run.

Nothing here is a test: machines differ and are busy, so figures are compared with each other, never with a clock.
"""
