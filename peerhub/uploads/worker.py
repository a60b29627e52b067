"""`python -m peerhub.uploads.worker`: one file in on stdin, made harmless, out on stdout.

A process of its own for each file, with little memory and little time: what breaks a decoder breaks
this process, and the server only hears that it ended. It imports nothing of the hub's.

Out: one line of JSON, then the content, then the thumbnail. `{"fault": WORD}` where it is refused.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

MEMORY = 768 << 20  # address space: the interpreter, and one picture of 40 megapixels
SECONDS = 12  # of processor time


def bind() -> None:
    """From here on this process can neither grow, nor run on, nor write a file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepare(content: bytes, most: int, side: int, small: int) -> dict[str, Any]:
    """What is kept of a file, or `{"fault": WORD}`."""
    from peerhub.uploads import papers, pictures
    from peerhub.uploads.sniffing import sniff

    kind = sniff(content)
    try:
        if kind in pictures.FORMATS:
            made = pictures.make_anew(content, kind, most=most, side=side, small=small)
            return {"kind": "image", "media_type": "image/webp", "suffix": "webp", **made}
        if kind == "ZIP":
            suffix, packed = papers.clean_zip(content)
            return _paper(papers.TYPES[suffix], suffix, packed)
        if kind == "PDF":
            return _paper("application/pdf", "pdf", papers.clean_pdf(content))
        if kind == "TEXT":
            return _paper("text/plain; charset=utf-8", "txt", content)
    except (pictures.PictureFault, papers.PaperFault) as fault:
        return {"fault": str(fault)}
    except MemoryError:
        return {"fault": "bomb"}
    return {"fault": kind}


def _paper(media_type: str, suffix: str, content: bytes) -> dict[str, Any]:
    return {"kind": "document", "media_type": media_type, "suffix": suffix, "content": content}


def main() -> None:
    bind()
    most, side, small = (int(number) for number in sys.argv[1:4])
    made = prepare(sys.stdin.buffer.read(), most, side, small)
    content, thumbnail = made.pop("content", b""), made.pop("small", b"")
    head = {**made, "bytes": len(content), "small_bytes": len(thumbnail)}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content + thumbnail)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
