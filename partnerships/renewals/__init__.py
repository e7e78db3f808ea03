"""Renewals: the worklist of what is due, reminders, calendars, and recording that an agreement was extended."""
