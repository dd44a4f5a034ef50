"""Recording: what was seen, said and done. Words: entry, part, draft, version, document, story line, significant event.

Comes in: commands, queries. Says out: EntryFinished, EntryCorrected, EntryStruckOut, DocumentAdded, EventChosen, PeopleLookedAt.
"""
