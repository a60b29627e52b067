"""Who is shown which page of the meetups; a part of test_who_may_open_what.py."""

from tests.web.answers import MEMBERS, OPEN

MEETUPS: dict[str, tuple[str, tuple[int, ...]]] = {
    "meetups:meetups": ("/meetups", OPEN),
    "meetups:meetup": ("/meetups/{meetup}", OPEN),
    "meetups:calendar": ("/meetups.ics", OPEN),
    "meetups:file": ("/meetups/{cancelled_meetup}.ics", MEMBERS),
    "meetups:programme": ("/meetups/programme", OPEN),
    "meetups:talk": ("/meetups/{meetup}/thread", (303, 404, 404, 404)),
    "meetups:edit_photo": ("/meetups/{meetup}/photo/edit", (303, 404, 404, 404)),
    "meetups:photo": ("/meetups/{meetup}/photo", (404, 404, 404, 404)),  # it has none
    "meetups:guest": ("{guest_link}", OPEN),
    "meetups:new": ("/meetups/new", MEMBERS),
    "meetups:reminders": ("/meetups/reminders", MEMBERS),
    "meetups:feed": ("/meetups/feed", MEMBERS),
    "meetups:feed_file": ("/meetups/feed/none.ics", (404, 404, 404, 404)),  # nobody's token
    "meetups:edit": ("/meetups/{meetup}/edit", (303, 404, 404, 404)),  # Amina's
    "meetups:poster": ("/meetups/{meetup}/poster", (303, 404, 404, 404)),
    "meetups:afterwards": ("/meetups/{past_meetup}/afterwards", (303, 404, 404, 404)),
    "meetups:sheet": ("/meetups/{meetup}/sheet", (303, 404, 404, 404)),
    "meetups:organisers": ("/meetups/{meetup}/organisers", (303, 404, 404, 404)),
    "meetups:people": ("/meetups/{meetup}/people", (303, 404, 404, 404)),
}
