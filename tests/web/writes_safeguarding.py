"""Doors of safeguarding that change something; Dana is a lead, and her key is open in her browser."""

from tests.web.write import Write

LEAD = "dana"
FLAG = {"secret": "s" * 32, "urgency": "1", "words": "He locks her in."}
KEPT = {"reference": "{concern_reference}", "code": "{concern_code}"}
OTHER = "/safeguarding/concerns/{unnamed_concern}"
CONCERN = "/safeguarding/concerns/{concern}"
PASSPHRASE = "copper meadow lantern seven"
SHEET = "abcdefghjkmn"
# What a device answers, as a script writes it: which it is, what it was asked about, its 32 bytes.
CREDENTIAL, SALT, SECRET = "ZGV2aWNl", "c2FsdCEhIQ" + "A" * 33, "c2VjcmV0IQ" + "A" * 33
PASSKEY = {"credential": CREDENTIAL, "secret": SECRET}

SAFEGUARDING = [
    Write("safeguarding:create_flag", "", "/flag", FLAG),
    Write("safeguarding:read_kept", "", "/flag/answers", KEPT),
    Write("safeguarding:create_more", "", "/flag/more", {**KEPT, "words": "He is back."}),
    Write("safeguarding:unlock", "gita", "/safeguarding/unlock", {"passphrase": PASSPHRASE}),
    Write("safeguarding:unlock_by_passkey", "gita", "/safeguarding/unlock/passkey", PASSKEY),
    Write(
        "safeguarding:create_passkey",
        "gita",
        "/safeguarding/passkeys",
        {**PASSKEY, "salt": SALT, "own_passphrase": PASSPHRASE},
    ),
    Write("safeguarding:end_passkey", "gita", "/safeguarding/passkeys/{passkey}/end", None),
    Write("safeguarding:pass_case", "cleo", "/moderation/cases/{case}/unsafe", None),
    Write("safeguarding:lock", LEAD, "/safeguarding/lock", None),
    Write(
        "safeguarding:create_key",
        LEAD,
        "/safeguarding/keys",
        {"passphrase": PASSPHRASE, "again": PASSPHRASE, "part": "lead"},
    ),
    Write("safeguarding:create_sheet", LEAD, "/safeguarding/sheet", None),
    Write("safeguarding:use_sheet", "ines", "/safeguarding/sheet/use", {"sheet": "{sheet}"}),
    Write("safeguarding:approve_key", LEAD, "/safeguarding/keys/{waiting_key}/approve", None),
    Write("safeguarding:end_key", LEAD, "/safeguarding/keys/{other_key}/end", None),
    Write("safeguarding:reseal_key", LEAD, "/safeguarding/keys/{new_key}/reseal", None),
    Write("safeguarding:update_rota", LEAD, "/safeguarding/rota", {"manner": "away"}),
    Write("safeguarding:update_settings", LEAD, "/safeguarding/settings", {"keep_years": "10"}),
    Write("safeguarding:take", LEAD, f"{CONCERN}/take", {}),
    Write("safeguarding:pass_on", LEAD, f"{CONCERN}/pass", {}),
    Write(
        "safeguarding:create_record", LEAD, f"{CONCERN}/record", {"part": "known", "words": "Rang."}
    ),
    Write("safeguarding:create_letter", LEAD, f"{CONCERN}/letter", {"letter": "Thank you."}),
    Write(
        "safeguarding:create_person_letter",
        LEAD,
        f"{CONCERN}/person",
        {"about_letter": "We are here.", "handle": "bo"},
    ),
    Write("safeguarding:create_answer", "bo", "/letters/{letter_box}", {"words": "Thank you."}),
    Write("safeguarding:update_item", LEAD, f"{CONCERN}/item", {"act": "hide"}),
    Write(
        "safeguarding:unmask",
        LEAD,
        f"{OTHER}/unmask",
        {"unmask_why": "A bridge."},
    ),
    Write("safeguarding:join", LEAD, f"{CONCERN}/join", {"other": "{unnamed_concern}"}),
    Write("safeguarding:update_review", LEAD, f"{CONCERN}/review", {"on": "2027-01-31"}),
    Write("safeguarding:create_task", LEAD, f"{CONCERN}/tasks", {"task": "Ring her again."}),
    Write("safeguarding:finish_task", LEAD, f"{CONCERN}/tasks/done", {"number": "{task}"}),
    Write(
        "safeguarding:update_hold", LEAD, f"{CONCERN}/hold", {"held": "yes", "hold_why": "Court"}
    ),
    Write(
        "safeguarding:close",
        LEAD,
        f"{OTHER}/close",
        {"outcome": "Safe", "why": "We rang."},
    ),
    Write(
        "safeguarding:open_again",
        LEAD,
        "/safeguarding/concerns/{closed_concern}/again",
        {"reason": "He is back."},
    ),
]
