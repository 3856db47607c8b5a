"""The settings: TOML in, frozen structs out."""
