"""API tokens: shown once, kept as hashes, never able to do more than their owner."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import TokenMade
from peerhub.core.keys import hash_token, new_id, new_token
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import rules
from peerhub.people.models import MOST_TOKENS, Person, PersonState, Token
from peerhub.people.store import sessions


async def make_token(
    tx: Transaction, person: Person, *, scopes: frozenset[str], by: Person | None
) -> str:
    """The secret, once; `by` is None for the command line. Its owner is told by mail."""
    if person.state is not PersonState.MEMBER:
        raise Refused(_("Only members can have a token."))
    if not scopes:
        raise Refused(_("Choose at least one thing that the token may do."), field="scopes")
    if by is not None and not scopes <= set(rules.token_scopes_for(person)):
        raise Refused(_("A token may do no more than you may."), field="scopes")
    standing = [t for t in await sessions.list_tokens(tx.db, person.person_id) if not t.revoked_at]
    if len(standing) >= MOST_TOKENS:
        raise Refused(_("You have very many tokens. Revoke one that you no longer use."))
    secret = new_token()
    token = Token(new_id(), person.person_id, scopes, tx.now, None)
    await sessions.insert_token(tx.db, token, hash_token(secret))
    by_id = by.person_id if by else ""
    tx.record(TokenMade(person.person_id, token.token_id, " ".join(sorted(scopes)), by_id))
    return secret


async def revoke_token(tx: Transaction, token_id: str, *, owner: Person | None = None) -> None:
    """NotFound where there is no such token, or where it is not the owner's who asks."""
    token = await sessions.set_token_revoked(tx.db, token_id, tx.now)
    if token is None or (owner is not None and token.person_id != owner.person_id):
        raise NotFound()
    tx.announce(ACCESS_CHANGED, b"")
