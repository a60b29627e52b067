"""What drafts plug into the hub: no door of their own, only what is held about a person."""

from __future__ import annotations

from peerhub.drafts.personal import PersonalDrafts
from peerhub.web.feature import Feature

feature = Feature(name="drafts", personal=PersonalDrafts())
