"""Worker process that solves allocation problems, and the client that talks to it."""
