"""The demo's terms, ground rules and privacy notice, in versions and other forms. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from peerhub.community import service
from peerhub.community.models import DocumentForm, DocumentKind, FormKind
from peerhub.core.transaction import Transaction
from peerhub.people.models import AgreedHow, Person, Seen
from peerhub.people.service.agree import keep_agreement

RULES_BEFORE = """\
1. **Speak for yourself.** Share what happened to you, and let others share what happened to them.
2. **Keep it here.** What is said in a room stays in the room.
3. **Ask before you advise.** Sometimes somebody only wants to be heard.
4. **No hate.** No words against people for who they are, where they come from or whom they love.
"""
RULES = """\
1. **Speak for yourself.** Share what happened to you, and let others share what happened to them.
2. **Keep it here.** What is said in a room stays in the room. Names stay out of other people's stories.
3. **Ask before you advise.** Sometimes somebody only wants to be heard.
4. **No hate.** No words against people for who they are, where they come from or whom they love.
5. **Say so when something is wrong.** Use *Report* in the menu of any message. A moderator looks at it.
"""
RULES_EASY = """\
These rules keep everybody safe.

## Talk about yourself

- You can say what happened to you.
- Do not tell other people's stories.

## Be kind

- Do not say bad things about people because of who they are.
- Ask if somebody wants advice. Some people only want to talk.

## Tell us

- If something is wrong, choose **Report**.
- A person will look at it.
"""
RULES_URDU = """\
1. **اپنی بات کریں۔** جو آپ کے ساتھ ہوا وہ بتائیں۔
2. **بات یہیں رکھیں۔** جو کمرے میں کہا جائے وہ کمرے میں رہے۔
3. **مشورہ دینے سے پہلے پوچھیں۔**
4. **نفرت نہیں۔**
5. **کچھ غلط ہو تو بتائیں۔**
"""
PRIVACY = """\
## What we keep

Your address to write to you, the name that you chose, and what you write.

## Who reads it

Rooms are read by members only.

## What you can do

You can download or erase what is yours on the page *Your data*.
"""
TERMS = """\
Fairer Health Hub is for people who are 18 or older. We may remove what breaks the ground rules, \
and we say why. You can ask for another look at any decision. You can leave at any time.

*This is a demo: nobody runs this hub, and these terms bind nobody.*
"""
# kind, days ago, words, what changed, whether all are asked
VERSIONS = (
    (DocumentKind.RULES, 390, RULES_BEFORE, "The first version", False),
    (DocumentKind.TERMS, 390, TERMS, "The first version", False),
    (DocumentKind.PRIVACY, 390, PRIVACY, "The first version", False),
    (DocumentKind.RULES, 20, RULES, "A rule about reporting, and one about other people's names", True),
)  # fmt: skip
FORMS = (
    (FormKind.EASY_READ, "en", RULES_EASY),
    (FormKind.TRANSLATION, "ur", RULES_URDU),
)
LATE = "eli"  # has not agreed to the newest rules, so that the demo shows how people are asked


async def seed_documents(tx: Transaction, people: Mapping[str, Person]) -> None:
    """Published by the administrator; everybody but one has agreed to what stands."""
    by = people["fay"].person_id
    for kind, days, words, summary, ask_again in VERSIONS:
        earlier = replace(tx, now=tx.now - timedelta(days=days))
        found = [v for v in VERSIONS if v[0] is kind and v[1] > days]
        await service.publish_document(
            earlier,
            kind,
            seen=len(found),
            words=words,
            summary=summary,
            ask_again=ask_again,
            by=by,
        )
    for form, language, words in FORMS:
        made = DocumentForm(
            kind=DocumentKind.RULES,
            number=2,
            form=form,
            language=language,
            edition=0,
            words=words,
            address="",
            added_at=tx.now,
            added_by=by,
        )
        await service.add_form(tx, made)
    for name, person in people.items():
        seen = Seen(terms=1, rules=1 if name == LATE else 2)
        await keep_agreement(tx, person.person_id, seen, AgreedHow.ASKED)
