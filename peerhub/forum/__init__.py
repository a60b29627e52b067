"""The forum: boards by sector, threads of numbered posts, and mail archives brought along.

Nouns: Board, Thread, Post. Tables: boards, threads, posts, post_versions. Events: PostPublished,
LettersLinkAsked. Doors: /forum, /forum/BOARD, /forum/t/ID/SLUG, /me/letters, /api/v1/forum/…, /admin/boards;
`peerhub board`, `peerhub import mbox`.
"""
