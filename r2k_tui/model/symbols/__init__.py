"""Symbols as users type them: parsed, known by name, and the nearest of a mistyped one."""
