"""The settings: reads TOML into frozen structs, and writes it back."""
