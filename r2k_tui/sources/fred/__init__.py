"""FRED: macro series from the keyless CSV endpoint of the St. Louis Fed."""
