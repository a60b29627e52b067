"""The doors that change what was decided about people."""

from tests.web.write import Write

ADMIN = "fay"

MEASURES = [
    Write(
        "moderation:take_by_hand",
        ADMIN,
        "/admin/people/bo/measures",
        {"client_id": "m-1", "measure": "suspend", "days": "7", "rule": "none", "reason": "Why"},
    ),
    Write(
        "moderation:lift_by_hand",
        ADMIN,
        "/admin/people/{frozen}/measures/{hand_measure}/end",
        {"lift_reason": "Why"},
    ),
    Write("moderation:restore_person", ADMIN, "/admin/people/{closed}/restore", None),
    Write(
        "moderation:lift_measure",
        "cleo",
        "/moderation/cases/{limited_case}/measures/{measure}/end",
        {"lift_reason": "Why"},
    ),
    Write("moderation:pass_on", "cleo", "/moderation/cases/{case}/pass-on", None),
]
