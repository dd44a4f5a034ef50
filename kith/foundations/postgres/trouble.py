"""What can be the matter before Kith can work, as sentences that say what to do."""


class Trouble(Exception):
    """Something that the person at the keyboard must mend; the text says what and how."""


class DatabaseTrouble(Trouble):
    """The database cannot be used."""
