"""The forum: boards by sector, threads of numbered posts, and mail archives brought along.

Nouns: Board, Thread, Post. Tables: boards, threads, posts, post_versions. Events: PostPublished.
Doors: /forum, /forum/BOARD, /forum/t/ID/SLUG, /api/v1/forum/…, /admin/boards; `peerhub board`,
`peerhub import mbox`.
"""
