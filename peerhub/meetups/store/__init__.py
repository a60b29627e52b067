"""Rows of meetups: what is announced, who organises it, who comes, and what they need."""
