"""The header line: index, age, phase and problems."""
