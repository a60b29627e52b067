"""Pages of safeguarding: to whoever flags, and to leads with a locked key (Gita) and an open one (Dana)."""

from tests.browser.example import Example, wrong

CONCERN = "/safeguarding/concerns/{concern}"
OTHER = "/safeguarding/concerns/{unnamed_concern}"
CLOSED = "/safeguarding/concerns/{closed_concern}"
KEPT = {"reference": "{concern_reference}", "code": "{concern_code}"}

SAFEGUARDING = [
    Example("safeguarding:new_flag", "/flag"),
    Example("safeguarding:new_flag", "/flag?kind=message&id={message}", "amina", "of a message"),
    wrong("safeguarding:create_flag", "/flag", "", words="He waits outside."),
    Example("safeguarding:kept", "/flag/answers"),
    wrong("safeguarding:read_kept", "/flag/answers", "", reference="2345", code="2345"),
    Example("safeguarding:queue", "/safeguarding", "dana"),
    Example("safeguarding:queue", "/safeguarding", "gita", "locked"),
    wrong("safeguarding:unlock", "/safeguarding", "gita", "/safeguarding/unlock"),
    Example("safeguarding:keys", "/safeguarding/keys", "dana"),
    Example("safeguarding:keys", "/safeguarding/keys", "gita", "locked"),
    wrong("safeguarding:create_key", "/safeguarding/keys", "gita", passphrase="short"),
    Example("safeguarding:rota", "/safeguarding/rota", "dana"),
    Example("safeguarding:settings", "/safeguarding/settings", "dana"),
    wrong("safeguarding:update_settings", "/safeguarding/settings", "gita"),
    Example("safeguarding:concern", CONCERN, "dana"),
    Example("safeguarding:concern", OTHER, "dana", "without a name"),
    Example("safeguarding:concern", CLOSED, "dana", "closed"),
    Example("safeguarding:concern", CONCERN, "gita", "locked"),
    Example("safeguarding:file", f"{CONCERN}/file", "dana"),
    wrong("safeguarding:create_record", CONCERN, "dana", f"{CONCERN}/record", part="known"),
    wrong("safeguarding:create_letter", CONCERN, "dana", f"{CONCERN}/letter"),
    wrong("safeguarding:create_person_letter", CONCERN, "dana", f"{CONCERN}/person"),
    Example("safeguarding:letters", "/letters/{letter_box}", "bo"),
    wrong("safeguarding:create_answer", "/letters/{letter_box}", "bo"),
    wrong("safeguarding:create_task", CONCERN, "dana", f"{CONCERN}/tasks"),
    wrong("safeguarding:update_hold", CONCERN, "dana", f"{CONCERN}/hold"),
    wrong("safeguarding:close", CONCERN, "dana", f"{CONCERN}/close"),
    wrong("safeguarding:open_again", CLOSED, "dana", f"{CLOSED}/again"),
    wrong("safeguarding:unmask", OTHER, "dana", f"{OTHER}/unmask", unmask_why="Again"),
]
