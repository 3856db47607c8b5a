"""HTTP to providers: one client with deadlines, size limits and known hosts, and responses turned into typed errors."""
