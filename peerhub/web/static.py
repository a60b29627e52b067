"""Static files under /static/<version>/…, cached for ever: the version is a hash of them all.

The sheets go out as one: each is a file of its own for who writes it, but a page that asked for
eighteen of them would wait three rounds of a slow line before it can be painted.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from peerhub.core.errors import NotFound
from peerhub.web.visitor import public

FOLDER = Path(__file__).parent / "static"
SHEETS = (  # in this order: of two rules of the same weight the later one holds
    "tokens",
    "base",
    "words",
    "buttons",
    "frame",
    "bars",
    "narrow",
    "you",
    "exit",
    "forms",
    "cards",
    "answers",
    "menus",
    "avatar",
    "message",
    "thread",
    "poll",
    "search",
    "thread-tools",
    "pills",
    "composer",
    "offers",
    "queue",
    "case",
    "hours",
    "directory",
    "month",
    "colours-forced",
    "print",
)
STYLE = "css/hub.css"  # all of them, one after the other
IMPORTED = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
DOCUMENTATION = re.compile(r"^ *\/\*\*.*?\*\/$", re.DOTALL | re.MULTILINE)
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


@lru_cache
def version() -> str:
    """Changes whenever a file does; it stands in the path, so relative imports are cached too."""
    digest = hashlib.sha256()
    for path in sorted(p for p in FOLDER.rglob("*") if p.is_file()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


@lru_cache
def known() -> dict[str, Path]:
    """Every file that may be asked for, so that no path can climb out; the sheets only as one."""
    files = [p for p in FOLDER.rglob("*") if p.suffix in TYPES and p.suffix != ".css"]
    return {p.relative_to(FOLDER).as_posix(): p for p in files} | {STYLE: FOLDER / STYLE}


def static(path: str) -> str:
    """The address of a static file; KeyError for one that is not there."""
    return f"/static/{version()}/{known()[path].relative_to(FOLDER).as_posix()}"


@lru_cache
def imported_by(*names: str) -> list[str]:
    """The addresses of all that these scripts import, each once: a page names them beforehand,
    so that the browser need not read one script to learn of the next.
    """
    found = [f"js/{name}.js" for name in names]
    for path in found:  # grows as we go
        inside = (f"js/{name}" for name in IMPORTED.findall(known()[path].read_text()))
        found += [one for one in inside if one not in found]
    return [static(path) for path in found[len(names) :]]


@public
async def show_file(request: Request) -> Response:
    path = known().get(request.path_params["path"])
    if path is None:
        raise NotFound()
    current = request.path_params["version"] == version()
    headers = {"Cache-Control": FOR_EVER if current else "no-cache"}
    if path.suffix in (".js", ".css"):
        words = style() if path.suffix == ".css" else slim(path)
        return Response(words, media_type=TYPES[path.suffix], headers=headers)
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


@lru_cache
def style() -> str:
    """Every sheet, without remarks and indentation."""
    sheets = (FOLDER / "css" / f"{name}.css" for name in SHEETS)
    return "".join(bare_lines(REMARK.sub("", sheet.read_text())) for sheet in sheets)


@lru_cache
def slim(path: Path) -> str:
    """A script without its comments and indentation, a fifth lighter: who wants to read it, reads
    the source. Scripts hold no text over several lines (a house test), so no line is part of one.
    """
    return bare_lines(DOCUMENTATION.sub("", path.read_text()))


def bare_lines(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


packed = [Middleware(GZipMiddleware, minimum_size=500)]
routes = [
    Route(
        "/static/{version}/{path:path}",
        show_file,
        name="static",
        methods=["GET"],
        middleware=packed,
    )
]
