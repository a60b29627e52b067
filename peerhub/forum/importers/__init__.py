"""Brings a network's past along: archives of other programs as threads of a board.

An importer for another program (Slack, Discourse) stands beside these files and gives the same:
first every `letters.Letter` without its words, so that `threads.thread_letters` can sort them, or
`letters.LetterThread`s of its own where the program knows its threads; then each letter whole, one
at a time, with what `Attachment`s it bears. `archive.bring_archive` does the rest: files made
harmless, posts, marks of authors, a report, and nothing twice.

Mail is read by `opened` (the file), `mbox` (its mails), `mail` with `headers`, `mail_text`,
`mail_html` and `list_marks` (one mail), all of them pure: no address leaves them. `kept` and
`archive` know the hub.
"""
