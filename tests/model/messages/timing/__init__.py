"""Tests of the messages about market timing."""
