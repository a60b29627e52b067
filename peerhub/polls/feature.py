"""What polls plug into the hub: no door of their own, only how they look and what is held."""

from __future__ import annotations

from peerhub.polls.personal import PersonalPolls
from peerhub.polls.portable import portable
from peerhub.web.feature import Feature

feature = Feature(name="polls", portable=portable, personal=PersonalPolls())
