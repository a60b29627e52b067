"""What the fields of the directory's forms become."""
