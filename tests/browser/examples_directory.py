"""Pages of the directory: for strangers, members, an editor of one page, and an administrator."""

from tests.browser.example import Example, wrong

PAGE = "/directory/{organisation}"
NETWORK = "/networks/{network}"
DIRECTORY = [
    Example("directory:directory", "/directory"),
    Example("directory:directory", "/directory?borough=brent&access=step-free", "bo", "filtered"),
    Example("directory:directory", "/directory?q=zzyzx", "fay", "nothing"),
    Example("directory:directory", "/directory?size=huge", "bo", "refused", 422),
    Example("directory:organisation", PAGE),
    Example("directory:organisation", "/directory/lantern-street-carers", "amina", "edits it"),
    Example("directory:new", "/directory/new", "fay"),
    wrong("directory:create", "/directory/new", "fay", name=""),
    Example("directory:edit", f"{PAGE}/edit", "amina"),
    *(
        Example("directory:edit_part", f"{PAGE}/edit/{part}", "amina", part)
        for part in ("about", "sectors", "where", "reach", "languages", "access", "group")
    ),
    wrong("directory:update_part", f"{PAGE}/edit/reach", "amina", website="film"),
    Example("directory:claim", f"{PAGE}/claim", "cleo"),
    Example("directory:claim", f"{PAGE}/claim", "bo", "waits"),
    wrong("directory:create_claim", f"{PAGE}/claim", "cleo", words=""),
    Example("directory:claim_to_answer", f"{PAGE}/claims/{{claim}}", "amina"),
    wrong("directory:answer_claim", f"{PAGE}/claims/{{claim}}", "amina", answer="object"),
    Example("directory:claims", "/admin/claims", "fay"),
    Example("directory:claim_to_decide", "/admin/claims/{claim}", "fay"),
    wrong(
        "directory:decide_claim", "/admin/claims/{claim}", "fay", theirs="yes", reason="They do."
    ),
    Example("directory:history", f"{PAGE}/history", "amina"),
    Example("directory:history", f"{PAGE}/history", "fay"),
    wrong(
        "directory:update_history",
        f"{PAGE}/history",
        "amina",
        number="1",
        latest="1",
        action="restore",
    ),
    Example("directory:correct", f"{PAGE}/correct", "bo"),
    wrong("directory:create_correction", f"{PAGE}/correct", "bo", field="website", words="film"),
    Example("directory:corrections", f"{PAGE}/corrections", "amina"),
    Example(
        "directory:corrections", "/directory/lantern-street-carers/corrections", "fay", "nothing"
    ),
    wrong(
        "directory:answer_correction",
        f"{PAGE}/corrections",
        "amina",
        f"{PAGE}/corrections/{{correction}}",
        action="decline",
    ),
    Example("directory:show_confirm", "{confirm_page}"),
    Example("directory:show_confirm", f"{PAGE}/confirm/2020-01-01/none", "", "worn out"),
    Example("directory:networks", "/networks"),
    Example("directory:networks", "/networks", "fay"),
    Example("directory:network", NETWORK),
    Example("directory:network", NETWORK, "cleo", "keeps it"),
    Example("directory:new_network", "/networks/new", "fay"),
    wrong("directory:create_network", "/networks/new", "fay", name="", slug="a b"),
    Example("directory:edit_network", f"{NETWORK}/edit", "fay"),
    wrong("directory:update_network", f"{NETWORK}/edit", "fay", name=""),
    Example("directory:network_members", f"{NETWORK}/keep", "cleo"),
    wrong(
        "directory:update_network_members",
        f"{NETWORK}/keep",
        "cleo",
        organisation="nobody-here",
        action="invite",
    ),
    Example("directory:network_keepers", f"{NETWORK}/keepers", "cleo"),
    wrong(
        "directory:update_network_keepers",
        f"{NETWORK}/keepers",
        "cleo",
        handle="nobody-here",
        action="add",
    ),
    Example("directory:memberships", f"{PAGE}/networks", "amina"),
    Example("directory:partners", "/partners"),
    Example("directory:partner", f"{PAGE}/partner", "fay"),
    wrong("directory:update_partner", f"{PAGE}/partner", "fay", role="", since="soon"),
    Example("directory:new_contact", f"{PAGE}/contact", "bo"),
    Example("directory:new_contact", "/directory/lantern-street-carers/contact", "bo", "nobody"),
    wrong("directory:create_contact", f"{PAGE}/contact", "bo", words="", role="general"),
    Example("directory:contacts", f"{PAGE}/contacts", "amina"),
    wrong(
        "directory:update_holders",
        f"{PAGE}/contacts",
        "amina",
        role="press",
        handle="nobody-here",
        action="add",
    ),
    Example("directory:contact", "/contact/{asked}", "bo"),
    Example("directory:contact", "/contact/{asked}", "amina", "answers"),
    wrong("directory:answer_contact", "/contact/{asked}", "amina", words=""),
    Example("directory:editors", f"{PAGE}/editors", "amina"),
    wrong("directory:update_editors", f"{PAGE}/editors", "fay", handle="nobody-here", action="add"),
]
