"""Parsing of Yahoo's responses. Pure."""
