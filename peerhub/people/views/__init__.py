"""The doors of people: join, sign in, one's own pages, an administrator's, the first set-up."""
