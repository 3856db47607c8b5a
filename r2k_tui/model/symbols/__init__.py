"""Symbols that people type: parsed, known by name, and the nearest of a mistyped one."""
