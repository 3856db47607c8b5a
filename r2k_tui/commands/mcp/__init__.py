"""`r2k mcp`: read-only tools for assistants, over the Model Context Protocol."""
