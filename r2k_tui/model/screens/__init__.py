"""Screens of the members: columns, the grammar of an expression, and its parser."""
