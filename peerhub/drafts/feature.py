"""What drafts plug into the hub: no door of their own, only what is held about a person."""

from __future__ import annotations

from peerhub.drafts.personal import PersonalDrafts
from peerhub.drafts.portable import portable
from peerhub.web.feature import Feature

feature = Feature(name="drafts", portable=portable, personal=PersonalDrafts())
