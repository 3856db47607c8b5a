"""Parsing of Yahoo's answers. Pure."""
