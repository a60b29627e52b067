"""Doors of the directory that change something."""

from tests.support.factories import picture_bytes
from tests.web.write import Write

ADMIN, EDITOR, KEEPER = "fay", "amina", "cleo"
NETWORK = "/networks/{network}"
PAGE = "/directory/{organisation}"
SAID = {"email": "tea@example.org", "see_email": "members", "address": "By the kettle"}

DIRECTORY = [
    Write("directory:create", "bo", "/directory/new", {"name": "Cake", "words": "We bake."}),
    Write("directory:update_part", EDITOR, f"{PAGE}/edit/reach", SAID),
    Write(
        "directory:update_logo",
        EDITOR,
        f"{PAGE}/edit/logo",
        {"action": "set", "alt": "A cup"},
        file=picture_bytes(),
    ),
    Write("directory:confirm", EDITOR, f"{PAGE}/confirm", {}),
    Write("directory:update_state", EDITOR, f"{PAGE}/state", {"action": "archive"}),
    Write(
        "directory:update_history",
        EDITOR,
        f"{PAGE}/history",
        {"number": "1", "latest": "2", "action": "restore"},
    ),
    Write(
        "directory:create_correction",
        "cleo",
        f"{PAGE}/correct",
        {"field": "words", "words": "They make tea.", "source": "I was there."},
    ),
    Write(
        "directory:answer_correction",
        EDITOR,
        f"{PAGE}/corrections/{{correction}}",
        {"action": "decline", "reason": "That was last year."},
    ),
    Write("directory:confirm_by_letter", "", "{confirm_page}", {}),
    Write("directory:create_claim", "cleo", f"{PAGE}/claim", {"words": "I run its office."}),
    Write("directory:withdraw_claim", "bo", f"{PAGE}/claim/withdraw", {}),
    Write(
        "directory:answer_claim",
        EDITOR,
        f"{PAGE}/claims/{{claim}}",
        {"answer": "object", "words": "We know nobody who does."},
    ),
    Write(
        "directory:decide_claim",
        ADMIN,
        "/admin/claims/{claim}",
        {"theirs": "no", "reason": "The office does not know you."},
    ),
    Write(
        "directory:create_network",
        ADMIN,
        "/networks/new",
        {"name": "Cakes", "slug": "cakes", "words": "We bake.", "seen": "public"},
    ),
    Write(
        "directory:update_network",
        ADMIN,
        f"{NETWORK}/edit",
        {"name": "Cakes", "words": "We bake.", "seen": "members"},
    ),
    Write("directory:update_network_state", ADMIN, f"{NETWORK}/state", {"action": "archive"}),
    Write(
        "directory:update_network_members",
        KEEPER,
        f"{NETWORK}/keep",
        {"organisation": "{organisation}", "action": "remove"},
    ),
    Write(
        "directory:update_network_keepers",
        KEEPER,
        f"{NETWORK}/keepers",
        {"handle": "bo", "action": "add"},
    ),
    Write(
        "directory:update_memberships",
        EDITOR,
        f"{PAGE}/networks",
        {"network": "{network}", "action": "leave"},
    ),
    Write(
        "directory:update_partner",
        ADMIN,
        f"{PAGE}/partner",
        {"role": "funds the hub", "since": "2026-01-01", "until": ""},
    ),
    Write("directory:forget_partner", ADMIN, f"{PAGE}/partner/forget", {}),
    Write(
        "directory:create_contact",
        "cleo",
        f"{PAGE}/contact",
        {"role": "general", "words": "Is there cake?"},
    ),
    Write("directory:answer_contact", EDITOR, "/contact/{asked}", {"words": "There is."}),
    Write(
        "directory:update_holders",
        EDITOR,
        f"{PAGE}/contacts",
        {"role": "press", "handle": "amina", "action": "add"},
    ),
    Write(
        "directory:update_owners",
        EDITOR,
        "/belongs/meetup/{meetup}",
        {"owner": "organisation:{organisation}", "action": "remove"},
    ),
    Write(
        "directory:update_following",
        "bo",
        "/following",
        {"what": "organisation:{organisation}", "action": "follow"},
    ),
    Write("directory:update_following_mail", "bo", "/following/mail", {"by_mail": "yes"}),
    Write("directory:stop_letters", "", "{stop_letters}", {}),
    Write(
        "directory:update_places",
        EDITOR,
        f"{PAGE}/places",
        {"together": "{said_to_organisation}", "action": "end"},
    ),
    Write(
        "directory:update_network_places",
        KEEPER,
        f"{NETWORK}/places",
        {"together": "{said_to_network}", "action": "confirm"},
    ),
    Write(
        "directory:update_help_organisations",
        ADMIN,
        "/admin/help-organisations",
        {"organisation": "{organisation}", "action": "add"},
    ),
    Write("directory:update_verification", ADMIN, f"{PAGE}/verification", {"action": "verify"}),
    Write("directory:update_editors", EDITOR, f"{PAGE}/editors", {"handle": "bo", "action": "add"}),
]
