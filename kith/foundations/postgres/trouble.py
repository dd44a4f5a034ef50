"""What can be the matter with the database, as sentences that say what to do."""


class DatabaseTrouble(Exception):
    """The database cannot be used; the text says why and what to do."""
