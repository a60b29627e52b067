"""Builds invented archives for the tests: nobody in them exists."""

from pathlib import Path
from textwrap import dedent

FROM_LINE = "From archive@example.org Tue Mar  3 10:00:00 2026\n"

PLAIN = """\
From: "Wren Example" <wren@example.org>
Subject: [allotment] Who waters the beans?
Date: Tue, 3 Mar 2026 10:00:00 +0000
Message-ID: <beans-1@example.org>
List-Id: Allotment people <allotment.lists.example.org>

Who waters the beans on Sunday?
"""


def letter(head: str = "", body: str = "Hello", *, number: int = 1) -> str:
    """A mail with the usual heads, unless `head` gives them otherwise."""
    given = dedent(head).strip("\n")
    named = {line.partition(":")[0].lower() for line in given.splitlines() if ":" in line}
    usual = {
        "From": "Wren Example <wren@example.org>",
        "Subject": "Beans",
        "Date": f"Tue, 3 Mar 2026 10:{number:02}:00 +0000",
        "Message-ID": f"<letter-{number}@example.org>",
    }
    lines = [f"{name}: {value}" for name, value in usual.items() if name.lower() not in named]
    return "\n".join([*lines, *([given] if given else []), "", dedent(body).strip("\n"), ""])


def archive(folder: Path, *mails: str | bytes, between: str = "\n") -> Path:
    """Writes the mails into one mbox file."""
    path = folder / "archive.mbox"
    with path.open("wb") as file:
        for mail in mails:
            raw = mail if isinstance(mail, bytes) else mail.encode()
            file.write(FROM_LINE.encode() + raw + between.encode())
    return path
