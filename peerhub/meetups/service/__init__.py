"""Verbs of meetups: announce, change, cancel; respond. A seat is given under the meetup's own lock."""
