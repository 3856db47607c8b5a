"""Tests of the chain of providers."""
