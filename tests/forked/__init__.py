"""Processes of `r2k` that are forked from one that has loaded what they import, in place of a start of Python each.

A test of the start itself, of what it imports or of the memory it takes starts a process anew.
"""
