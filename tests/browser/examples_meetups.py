"""Pages of meetups: for strangers, for a member who comes, and for whoever organises one."""

from tests.browser.example import Example, wrong

MEETUP = "/meetups/{meetup}"
PAST = "/meetups/{past_meetup}"

MEETUPS = [
    Example("meetups:meetups", "/meetups", "", "public ones"),
    Example("meetups:meetups", "/meetups", "amina"),
    Example("meetups:meetups", "/meetups?kind=learning", "amina", "none of these"),
    Example("meetups:meetups", "/meetups?month={month}", "", "a month"),
    Example("meetups:meetups", "/meetups?month=2001-02&kind=learning", "amina", "an empty month"),
    Example("meetups:meetup", MEETUP, "", "public"),
    Example("meetups:meetup", MEETUP, "bo", "coming"),
    Example("meetups:meetup", MEETUP, "amina", "her own"),
    Example("meetups:meetup", PAST, "bo", "over"),
    Example("meetups:meetup", "/meetups/{cancelled_meetup}", "bo", "cancelled"),
    wrong("meetups:reply", MEETUP, "cleo", f"{MEETUP}/reply"),
    Example("meetups:new", "/meetups/new", "bo"),
    Example("meetups:new", "/meetups/new", "amina", "hers, networks and rooms"),
    wrong("meetups:announce", "/meetups/new", "bo", title="", starts="soon"),
    Example("meetups:reminders", "/meetups/reminders", "bo"),
    Example("meetups:feed", "/meetups/feed", "amina"),
    Example("meetups:feed", "/meetups/feed", "bo", "has one"),
    Example("meetups:edit", f"{MEETUP}/edit", "amina"),
    wrong("meetups:update", f"{MEETUP}/edit", "amina", title=""),
    Example("meetups:people", f"{MEETUP}/people", "amina"),
    Example("meetups:people", "/meetups/{asked_meetup}/people", "amina", "somebody asks"),
    Example("meetups:organisers", f"{MEETUP}/organisers", "amina"),
    wrong(
        "meetups:update_organisers",
        f"{MEETUP}/organisers",
        "amina",
        handle="nobody-here",
        action="add",
    ),
    Example("meetups:poster", f"{MEETUP}/poster", "amina"),
    Example("meetups:sheet", f"{MEETUP}/sheet", "amina"),
    Example("meetups:people", f"{PAST}/people", "amina", "it is over"),
    wrong(
        "meetups:record_attendance",
        f"{PAST}/people",
        "amina",
        f"{PAST}/attendance",
        came_in_person="a dozen",
    ),
    Example("meetups:afterwards", f"{PAST}/afterwards", "amina"),
    Example("meetups:afterwards", f"{MEETUP}/afterwards", "amina", "too early"),
    wrong(
        "meetups:update_afterwards",
        f"{PAST}/afterwards",
        "amina",
        recording="javascript:alert(1)",
    ),
    Example("meetups:edit", "/meetups/{asked_meetup}/edit", "amina", "one of a series"),
    Example("meetups:meetup", "/meetups/{asked_meetup}", "bo", "asked, one of a series"),
    wrong("meetups:cancel", f"{MEETUP}/people", "amina", f"{MEETUP}/cancel"),
]
