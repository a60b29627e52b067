"""People: who is in the hub, how they come in and out, and what they may do.

Nouns: Person, Session, Role (with a scope), Token, Invitation. Events: PersonJoined,
PersonApproved, SignInLinkAsked, JoinTried, InvitationMade, SessionsEnded, PersonSuspended,
RoleGiven, RoleTaken, TokenMade. Doors: /join, /sign-in, /sign-out, /me/…, /admin/people;
`peerhub person`, `peerhub token`; the session middleware, which every request and socket passes.
"""
