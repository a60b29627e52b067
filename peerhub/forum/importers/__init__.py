"""Brings a network's past along: mailing-list archives as threads of a board.

`mbox.read_mbox` reads, `threads.thread_letters` sorts, `letters` says what they give back.
All of it is pure: nothing here knows the database, and no address leaves it.
"""
