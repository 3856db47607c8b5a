"""Corrections to Textual 8.2 and to terminals, each naming what it corrects."""
