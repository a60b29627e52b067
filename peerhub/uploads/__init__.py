"""Pictures and documents that people add to what they write: made harmless before they are kept.

Words: an *upload* is one file of one person; until an item bears it, it is *unused*, and after a day
it is deleted. Tables: `uploads`. Files: `data_dir/uploads/`. Doors: `POST /uploads`,
`GET /uploads/{id}`. A file is made anew by a process of its own (`worker.py`), never by the server.
"""
