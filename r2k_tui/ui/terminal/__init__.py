"""Corrections to Textual 8.2 and to terminals; each names what it corrects."""
