"""Opens an archive as it was served: plain, or packed with gzip as Mailman serves it.

Never unpacks more than an archive of letters can hold, and leaves nothing on the disk.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from peerhub.core.words import _

GZIP = b"\x1f\x8b"
OTHER_PACKERS = (b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
MOST = 4 << 30  # bytes that are unpacked: the largest lists in thirty years
UNASKED = 64 << 20  # bytes that are unpacked whatever the packed file's size
MOST_TIMES = 50  # words pack to a fifth, the same patch again and again to a twentieth
PIECE = 1 << 20


class NotAnArchive(Exception):
    """The file is no archive of mail; the message is a sentence for the person who brought it."""


@contextmanager
def open_archive(path: Path) -> Iterator[IO[bytes]]:
    """A file that can be read again from any place. NotAnArchive for a folder, for what another
    program packed, and for what grows too large; OSError where it cannot be read.
    """
    if path.is_dir():
        raise NotAnArchive(
            _("%s is a folder. Give the file of mail inside it, such as archive.mbox.") % path
        )
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(0)
        if start.startswith(OTHER_PACKERS):
            raise NotAnArchive(_("%s is packed. Unpack it first, and give the file inside.") % path)
        if not start.startswith(GZIP):
            yield file
            return
        with TemporaryFile() as unpacked:
            _unpack(file, unpacked, path)
            yield unpacked


def _unpack(packed: IO[bytes], to: IO[bytes], path: Path) -> None:
    most = min(MOST, max(UNASKED, path.stat().st_size * MOST_TIMES))
    try:
        with gzip.GzipFile(fileobj=packed) as source:
            while piece := source.read(PIECE):
                if to.tell() + len(piece) > most:
                    raise NotAnArchive(_("%s grows too large when it is unpacked.") % path)
                to.write(piece)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise NotAnArchive(_("%s is cut off or broken: it does not unpack.") % path) from error
    to.seek(0)
