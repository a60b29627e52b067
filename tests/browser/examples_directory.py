"""Pages of the directory: for strangers, members, an editor of one page, and an administrator."""

from tests.browser.example import Example, wrong

PAGE = "/directory/{organisation}"
DIRECTORY = [
    Example("directory:directory", "/directory"),
    Example("directory:directory", "/directory?borough=brent&access=step-free", "bo", "filtered"),
    Example("directory:directory", "/directory?q=zzyzx", "fay", "nothing"),
    Example("directory:directory", "/directory?size=huge", "bo", "refused", 422),
    Example("directory:organisation", PAGE),
    Example("directory:organisation", "/directory/lantern-street-carers", "amina", "edits it"),
    Example("directory:new", "/directory/new", "fay"),
    wrong("directory:create", "/directory/new", "fay", name=""),
    Example("directory:edit", f"{PAGE}/edit", "amina"),
    wrong("directory:update", f"{PAGE}/edit", "amina", website="film"),
    Example("directory:editors", f"{PAGE}/editors", "amina"),
    wrong("directory:update_editors", f"{PAGE}/editors", "fay", handle="nobody-here", action="add"),
]
