"""Calendars of the agencies that publish figures of the economy."""
