"""The link over NATS: one engine, many terminals; the same messages as on the pipe."""
