"""Organisations as Open Referral UK says them (HSDS-UK 3.0): https://docs.openreferraluk.org."""
