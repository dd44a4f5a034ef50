"""The ledger's own names, in words that can be read aloud. No Django, no clock."""

import re

# What `leave_trace` and `record_search` are told, before a colon if the number of a thing follows.
LOOKED = {
    "record": "opened the record's summary",
    "story": "read the story",
    "chronology": "read the chronology",
    "chronology PDF": "printed the chronology",
    "chronology Word": "took the chronology out as a Word document",
    "family": "looked at the family",
    "addresses": "looked at the addresses",
    "documents": "looked at the list of documents",
    "details": "read the details",
    "brief": "read the brief",
    "brief PDF": "printed the brief",
    "journey": "read which services are and were involved",
    "tasks": "looked at what is to be done",
    "step": "read a piece of the work, such as an assessment",
    "form": "read a form",
    "form PDF": "printed a form",
    "form Word": "took a form out as a Word document",
    "letter": "looked at a letter",
    "letter PDF": "printed a letter",
    "letter Word": "took a letter out as a Word document",
    "plan": "read a plan",
    "plan PDF": "printed a plan",
    "plan Word": "took a plan out as a Word document",
    "found": "was shown the name in a search",
    "partner": "saw a page of the record, by a partner's account",
    "who has looked": "looked at who has looked",
    "who has looked PDF": "printed who has looked",
    "entry": "read an entry",
    "document": "looked at a document",
    "document file": "opened a document's file",
    "identifier clash": "compared two records with the same number",
    "search": "searched",
    "ledger": "read the ledger",
    "flag": "looked into a flag",
}


def in_words(event: str) -> str:
    """An announcement's name as words: PersonRegistered is "person registered"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", event).lower()


def looked_in_words(event: str) -> str:
    """What was looked at: "entry:12" is "read an entry". What has no words yet is told as it is."""
    what = event.partition(":")[0]
    return LOOKED.get(what, f"looked at {what}")


def told_in_words(kind: str, event: str) -> str:
    """What a row says was done, seen or refused."""
    if kind == "looked":
        return looked_in_words(event)
    return f"at {event}" if kind == "refused" else in_words(event)
