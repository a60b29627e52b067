"""Meetups: one record for people who come together online, in person, or both.

A room has a record of who was there; a meetup has a time, a place and seats. Its address and its
link are for those who come that way; who comes is for its organisers alone.
"""
