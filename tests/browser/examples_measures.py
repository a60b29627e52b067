"""Pages about what was decided about people."""

from tests.browser.example import Example, wrong

MEASURES = [
    Example("moderation:person_measures", "/admin/people/bo/measures", "fay"),
    Example("moderation:person_measures", "/admin/people/sol/measures", "fay", "suspended"),
    Example("moderation:decisions", "/me/decisions", "bo"),
    wrong("moderation:take_by_hand", "/admin/people/bo/measures", "fay", measure="ban"),
]
