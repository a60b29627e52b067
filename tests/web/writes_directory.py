"""Doors of the directory that change something."""

from tests.web.write import Write

ADMIN, EDITOR = "fay", "amina"
PAGE = "/directory/{organisation}"
SAID = {"name": "Tea", "words": "We make tea.", "email": "tea@example.org", "borough": ["brent"]}

DIRECTORY = [
    Write("directory:create", ADMIN, "/directory/new", {"name": "Cake", "words": "We bake."}),
    Write("directory:update", EDITOR, f"{PAGE}/edit", SAID),
    Write("directory:confirm", EDITOR, f"{PAGE}/confirm", {}),
    Write("directory:update_state", EDITOR, f"{PAGE}/state", {"action": "archive"}),
    Write("directory:update_editors", EDITOR, f"{PAGE}/editors", {"handle": "bo", "action": "add"}),
]
