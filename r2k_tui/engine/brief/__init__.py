"""The brief: what is known of the day, in sentences made of readings."""
