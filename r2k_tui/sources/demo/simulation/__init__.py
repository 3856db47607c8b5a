"""Simulation of the market."""
