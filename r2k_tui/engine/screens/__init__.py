"""Screens of the members: the columns of the universe, and the members that an expression holds for."""
