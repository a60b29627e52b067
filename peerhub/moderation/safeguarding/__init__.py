"""Safeguarding: someone may be unsafe. A flag is no report; what it says only leads can open.

Nouns: Flag, Concern, Entry, LeadKey, Circle, Shift. Tables: lead_keys, lead_approvals,
lead_unlockings, lead_shifts, concerns, concern_keys, concern_entries, concern_letters,
concern_tellings. Events: ConcernRaised, ConcernDue, LeadToTell, PagerToCall. Doors: /flag,
/safeguarding. Decision 35 says what the wall keeps out, and what it cannot.
"""
