"""Tests of the results of the rules."""
