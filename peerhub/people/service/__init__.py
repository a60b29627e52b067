"""What people do: join, sign in, change, leave; one file per verb. Views and commands check who may.

Each takes a Transaction, save those that hash a password: they take the Hub, because a hash takes
longer than any transaction may stand open.
"""
