"""What a concern may be about, and what a record of it is asked for (product section 5.3)."""

from __future__ import annotations

from enum import StrEnum

from peerhub.core.words import N_


class FlagKind(StrEnum):
    """What it may be: the ten kinds of the Care Act guidance, and what else hubs meet."""

    PHYSICAL = "physical"
    DOMESTIC = "domestic"
    SEXUAL = "sexual"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial"
    SLAVERY = "slavery"
    DISCRIMINATORY = "discriminatory"
    ORGANISATIONAL = "organisational"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self_neglect"
    SUICIDE = "suicide"
    CHILD = "child"
    HATE = "hate"
    PROFESSIONAL = "professional"
    INTIMATE_IMAGE = "intimate_image"
    OTHER = "other"


KIND_WORDS = {
    FlagKind.SUICIDE: N_("Suicide or self-harm"),
    FlagKind.CHILD: N_("A child is at risk"),
    FlagKind.PHYSICAL: N_("Physical abuse"),
    FlagKind.DOMESTIC: N_("Domestic abuse"),
    FlagKind.SEXUAL: N_("Sexual abuse"),
    FlagKind.PSYCHOLOGICAL: N_("Psychological abuse"),
    FlagKind.FINANCIAL: N_("Financial abuse"),
    FlagKind.SLAVERY: N_("Modern slavery"),
    FlagKind.DISCRIMINATORY: N_("Discriminatory abuse"),
    FlagKind.ORGANISATIONAL: N_("Abuse in an organisation or a service"),
    FlagKind.NEGLECT: N_("Neglect"),
    FlagKind.SELF_NEGLECT: N_("Self-neglect"),
    FlagKind.HATE: N_("A hate incident or crime"),
    FlagKind.PROFESSIONAL: N_("Concern about a professional or a volunteer"),
    FlagKind.INTIMATE_IMAGE: N_("An intimate picture, or a picture of a child being abused"),
    FlagKind.OTHER: N_("Something else"),
}


class Subject(StrEnum):
    """Whom it is about."""

    MYSELF = "myself"
    AUTHOR = "author"
    MEMBER = "member"
    OUTSIDER = "outsider"
    CHILD = "child"
    GROUP = "group"
    STAFF = "staff"


SUBJECT_WORDS = {
    Subject.MYSELF: N_("Me"),
    Subject.AUTHOR: N_("Whoever wrote this"),
    Subject.MEMBER: N_("Somebody else in this hub"),
    Subject.OUTSIDER: N_("Somebody outside this hub"),
    Subject.CHILD: N_("A child or young person"),
    Subject.GROUP: N_("A group of people"),
    Subject.STAFF: N_("Staff or a volunteer of an organisation"),
}


class Standing(StrEnum):
    """How somebody knows what they say; a record must not turn hearsay into fact."""

    FACT = "fact"
    HEARSAY = "hearsay"
    OPINION = "opinion"


STANDING_WORDS = {
    Standing.FACT: N_("Seen or heard by whoever says so"),
    Standing.HEARSAY: N_("Told by somebody else"),
    Standing.OPINION: N_("An opinion"),
}


class RecordPart(StrEnum):
    """What a lead writes down: the parts that a referral is asked for."""

    KNOWN = "known"
    NOT_KNOWN = "not_known"
    WISHES = "wishes"
    PLAN = "plan"
    TOLD = "told"
    REFERRAL = "referral"
    OTHER_VIEW = "other_view"
    FEEDBACK = "feedback"
    AFTER = "after"


RECORD_WORDS = {
    RecordPart.KNOWN: N_("What is known"),
    RecordPart.NOT_KNOWN: N_("What is not known"),
    RecordPart.WISHES: N_("Does the person know? What do they wish? If not asked, why?"),
    RecordPart.PLAN: N_("The risk, and the plan"),
    RecordPart.TOLD: N_("Who was told"),
    RecordPart.REFERRAL: N_("Referral, with its reference"),
    RecordPart.OTHER_VIEW: N_("Another opinion"),
    RecordPart.FEEDBACK: N_("What the person says about what was done"),
    RecordPart.AFTER: N_("Check in afterwards, a word for the thread, a talk with who helped"),
}
