"""Under which numbers registers know an organisation: schemes of org-id.guide, checked by shape. Pure.

What is said here is the organisation's own word: no register is asked. A group that stands in none is
as good as any, so nothing asks for a number and nothing marks that there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from peerhub.core.errors import Refused
from peerhub.core.words import N_, _
from peerhub.directory.models import Identifier

MOST_IDENTIFIERS = 6  # charity, company, housing provider … and one to spare
IDENTIFIER_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Scheme:
    """A register: what it is called, how its numbers look (whole), and one of them."""

    words: str
    shape: str
    example: str


SCHEMES = {  # https://org-id.guide
    "GB-CHC": Scheme(
        N_("Charity Commission for England and Wales"), r"[0-9]{6,7}(-[0-9]{1,3})?", "1090095"
    ),
    "GB-SC": Scheme(N_("Scottish Charity Register"), r"SC[0-9]{6}", "SC042386"),
    "GB-NIC": Scheme(N_("Charity Commission for Northern Ireland"), r"[0-9]{6}", "100019"),
    "GB-COH": Scheme(
        N_("Companies House"), r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]", "09506232"
    ),
    "GB-MPR": Scheme(
        N_("Mutuals Public Register"), r"[0-9]{1,6}[A-Z]?|[A-Z]{2}[0-9]{5,6}[A-Z]?", "IP031455"
    ),
    "GB-REV": Scheme(N_("HM Revenue and Customs, for charities"), r"[A-Z]{1,2}[0-9]{4,6}", "X6243"),
    "GB-SHPE": Scheme(
        N_("Registered providers of social housing"), r"[A-Z]{0,2}[0-9]{4,5}", "LH4401"
    ),
    "GB-NHS": Scheme(N_("NHS Organisation Data Service"), r"[A-Z0-9]{3,8}", "7A1A5"),
    "GB-UKPRN": Scheme(N_("UK Register of Learning Providers"), r"1[0-9]{7}", "10032245"),
    "XE-EXAMPLE": Scheme(N_("No register: an example"), r"[A-Z0-9-]{1,20}", "TEA-1"),
}


def identifier_from(scheme: str, said: str) -> Identifier:
    """As the register writes it. Refused where it does not look like one of its numbers, or where the
    register is none of ours.
    """
    known = SCHEMES.get(scheme)
    if known is None:
        raise Refused(_("Choose the register in which this number stands."), field="scheme")
    number = re.sub(r"\s", "", said).upper()
    if scheme == "GB-COH" and number.isdigit():
        number = number.zfill(8)  # the noughts at its beginning are often left out
    if not re.fullmatch(known.shape, number, re.ASCII):
        sentence = _("A number of this register looks like %(example)s. Compare yours with it.")
        raise Refused(sentence % {"example": known.example}, field="identifier")
    return Identifier(scheme, number)
