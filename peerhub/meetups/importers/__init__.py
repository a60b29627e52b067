"""Meetups of other networks, from their calendars (iCalendar, RFC 5545)."""
