"""Pages of screening and complaints, in the states in which people meet them."""

from tests.browser.example import Example, wrong

MODERATION = [
    Example("moderation:keys", "/moderation/keys", "cleo"),
    Example("moderation:case", "/moderation/cases/{file_case}", "cleo", "a file"),
    Example("moderation:new_complaint", "/complaints"),
    wrong("moderation:create_complaint", "/complaints", ""),
    Example("moderation:complaint", "{complaint_path}"),
    Example("moderation:complaints_desk", "/complaints-desk", "cleo"),
    Example("moderation:complaint_to_answer", "/complaints-desk/{complaint}", "cleo"),
    wrong(
        "moderation:answer_complaint",
        "/complaints-desk/{complaint}",
        "cleo",
        "/complaints-desk/{complaint}/answer",
    ),
    Example("moderation:waiting", "/me/waiting", "gus", "held"),
    Example("moderation:space_screening", "/screening/room/welcome", "cleo", "a room"),
    wrong("moderation:update_space_screening", "/screening/room/welcome", "cleo", hurt="a*"),
    Example("moderation:screening", "/admin/screening", "fay"),
    wrong("moderation:update_screening", "/admin/screening", "fay", hurt="f*ne"),
]
