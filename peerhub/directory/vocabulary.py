"""The answers among which an organisation chooses, by code."""

from __future__ import annotations

from peerhub.core.words import N_

SIZES = {
    "volunteers": N_("Volunteers only"),
    "few": N_("1 to 9 staff"),
    "some": N_("10 to 49 staff"),
    "many": N_("50 staff or more"),
}
USER_LED = {
    "yes": N_("Led by the people it is for"),
    "no": N_("Not led by the people it is for"),
}
STRANDS = {
    "age": N_("Age"),
    "carers": N_("Carers"),
    "deaf": N_("Deaf people"),
    "disability": N_("Disability"),
    "gender-identity": N_("Gender identity"),
    "gypsy-roma-traveller": N_("Gypsy, Roma and Traveller people"),
    "marriage": N_("Marriage and civil partnership"),
    "poverty": N_("Poverty"),
    "pregnancy": N_("Pregnancy and maternity"),
    "race": N_("Race"),
    "refugees": N_("Refugees and people seeking asylum"),
    "religion": N_("Religion or belief"),
    "sex": N_("Sex"),
    "sexual-orientation": N_("Sexual orientation"),
}
ACCESS = {
    "step-free": N_("No steps on the way in"),
    "toilet": N_("Toilet that wheelchair users can use"),
    "loop": N_("Hearing loop"),
    "bsl": N_("British Sign Language on request"),
    "interpreters": N_("Interpreters on request"),
    "captions": N_("Captions online"),
    "easy-read": N_("Easy Read"),
    "quiet": N_("A quiet space"),
    "personal-assistants": N_("Personal assistants welcome"),
    "guide-dogs": N_("Guide and assistance dogs welcome"),
    "by-phone": N_("By phone"),
    "online": N_("Online"),
    "at-home": N_("Visits at home"),
    "travel-paid": N_("Travel costs paid"),
}
LANGUAGES = {
    "en": N_("English"),
    "bsl": N_("British Sign Language"),
    "am": N_("Amharic"),
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "bg": N_("Bulgarian"),
    "yue": N_("Cantonese"),
    "fa": N_("Farsi and Dari"),
    "fr": N_("French"),
    "gu": N_("Gujarati"),
    "hi": N_("Hindi"),
    "it": N_("Italian"),
    "ku": N_("Kurdish"),
    "lt": N_("Lithuanian"),
    "zh": N_("Mandarin"),
    "ps": N_("Pashto"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "pa": N_("Punjabi"),
    "ro": N_("Romanian"),
    "rom": N_("Romani"),
    "so": N_("Somali"),
    "es": N_("Spanish"),
    "ta": N_("Tamil"),
    "ti": N_("Tigrinya"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "yo": N_("Yoruba"),
}
