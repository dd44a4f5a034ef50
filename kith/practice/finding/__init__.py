"""Finding: the index over everybody, the search, find-or-add. Words: box, evidence, key, candidate, score, why.

Comes in: search, rebuild_index. It keeps its own tables (SQL in migrations/) and reads those of people by set-wise SQL, because a
million people are not indexed one command at a time. It hears what people announces, and indexes again in the same transaction.
"""
