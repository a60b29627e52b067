"""`python -m peerhub` is the command line."""

from peerhub.cli import main

main()
