"""Organisations from other finders: Open Referral UK as JSON, its tables as CSV, or a feed."""
