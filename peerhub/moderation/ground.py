"""The ground rules of a place and of the hub, one by one, so that a decision can name one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peerhub.core.errors import Refused
from peerhub.core.words import _

RULE_LENGTH = 300  # of one rule as a decision keeps it; more is an essay
MOST_RULES = 60
NONE_OF_THEM = "none"  # what a form says for "none of these": the reason says what it is
MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
SIGNS = re.compile(r"[*_`]+|\[([^\]]*)\]\([^)]*\)")


def ground_rules_in(*texts: str) -> list[str]:
    """Each rule of these Markdown texts once: their list items; of a text without any its lines."""
    found: list[str] = []
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        items = [MARK.sub("", line) for line in lines if MARK.match(line)]
        plain = [line for line in lines if not line.lstrip().startswith(("#", ">", "|", "```"))]
        found += [_plain(line) for line in items or plain]
    return list(dict.fromkeys(rule for rule in found if rule))[:MOST_RULES]


def _plain(line: str) -> str:
    return SIGNS.sub(lambda m: m.group(1) or "", line).strip()[:RULE_LENGTH]


def check_rule(said: str, known: Iterable[str]) -> str:
    """The rule that a decision names, "" for none of them; Refused where none was chosen.

    Where nobody has written rules down there is nothing to choose from.
    """
    rules = list(known)
    if not rules or said == NONE_OF_THEM:
        return ""
    if said not in rules:
        raise Refused(_("Choose the ground rule, or that it is none of them."), field="rule")
    return said
