"""From a room into the forum: a good exchange becomes a thread, once those who said it have agreed.

Nouns: Extract, Line. Tables: extracts, extract_lines. Events: none. Doors: /rooms/SLUG/messages/ID/extract,
/extracts/ID.
"""
