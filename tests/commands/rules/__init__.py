"""Tests of the rules of market timing."""
