"""One frozen struct per table of the settings; each field has its own docstring."""
