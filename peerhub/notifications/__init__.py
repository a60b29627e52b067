"""Notifications: what a person should know, in one plain list with a count that stays true.

Noun: Notice. Table: notices. Doors: /notifications, /api/v1/notifications, the `notice` frame of
the socket. Features above call `service.notify`; the sentence is made from kind and words when it
is read, in the reader's language.
"""
