"""Two servers that do the same job as simply as one would write it on the first day."""
