"""Finding: the search index over everybody, search, find-or-add. Words: evidence, key, candidate, why."""
