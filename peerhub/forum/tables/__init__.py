"""How the forum rests in the database."""

from peerhub.forum.tables.boards import board_members, board_pseudonyms, boards
from peerhub.forum.tables.readers import board_reads, forum_choices, thread_reads, watches
from peerhub.forum.tables.threads import (
    post_moves,
    post_versions,
    posts,
    thread_acts,
    thread_summaries,
    thread_tags,
    threads,
)

__all__ = [
    "board_members",
    "board_pseudonyms",
    "board_reads",
    "boards",
    "forum_choices",
    "post_moves",
    "post_versions",
    "posts",
    "thread_acts",
    "thread_reads",
    "thread_summaries",
    "thread_tags",
    "threads",
    "watches",
]
