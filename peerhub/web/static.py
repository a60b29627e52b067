"""Static files under /static/<version>/…, cached for ever: the version is a hash of them all."""

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
    """Every file that may be asked for, so that no path can climb out."""
    return {p.relative_to(FOLDER).as_posix(): p for p in FOLDER.rglob("*") if p.suffix in TYPES}


def static(path: str) -> str:
    """The address of a static file; KeyError for one that is not there."""
    return f"/static/{version()}/{known()[path].relative_to(FOLDER).as_posix()}"


@public
async def show_file(request: Request) -> Response:
    path = known().get(request.path_params["path"])
    if path is None:
        raise NotFound()
    current = request.path_params["version"] == version()
    headers = {"Cache-Control": FOR_EVER if current else "no-cache"}
    if path.suffix == ".js":
        return Response(slim(path), media_type=TYPES[".js"], headers=headers)
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


@lru_cache
def slim(path: Path) -> str:
    """A script without its comments and indentation, a fifth lighter: who wants to read it, reads
    the source. Scripts hold no text over several lines (a house test), so no line is part of one.
    """
    lines = (line.strip() for line in DOCUMENTATION.sub("", path.read_text()).splitlines())
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
