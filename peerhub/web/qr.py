"""An address as a picture that a phone's camera reads."""

from __future__ import annotations

import segno

EDGE = 4  # modules of white around it, which readers need (ISO/IEC 18004)


def qr_code(address: str) -> str:
    """A `data:` address of the picture: black on white whatever the colours of its page are.

    Say the address in words beside it too, for who has no such phone.
    """
    made = segno.make(address, error="m", micro=False)
    return str(made.svg_data_uri(border=EDGE, dark="#000", light="#fff", omitsize=True))
