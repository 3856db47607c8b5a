"""FRED: series of the economy from the keyless CSV endpoint of the St. Louis Fed."""
