"""Polls and proposals: a question about something, its choices, everybody's answers, what came of it.

Words: Poll, Choice, Result. Tables: polls, poll_choices, poll_answers. Events: none. Doors: those of
the features whose items bear a poll.
"""
