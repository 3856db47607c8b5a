"""The command line described: examples, values of options, completion in shells, manual page."""
