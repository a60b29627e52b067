"""What a stranger, a member, a moderator and an administrator are answered, in this order.

303 is the way to the sign-in.
"""

OPEN, MEMBERS, MODERATORS, ADMINISTRATORS = (
    (200, 200, 200, 200),
    (303, 200, 200, 200),
    (303, 403, 200, 403),
    (303, 403, 403, 200),
)
