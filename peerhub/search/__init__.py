"""Search: what stands in rooms, in the forum and in what comes later, found by those who may read it.

Words: Query, Match, Result. Tables: search_places, search_entries, search_words. Events:
IndexSweepDue. Doors: /search, /api/v1/search. Features above fill in the port `Searchable` of
core/items.py and call `service.index` and `service.forget` in the transaction that changes an item.
"""
