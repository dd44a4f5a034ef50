"""Who may do what, and who stands how to which record: the two tables that everything in this folder is judged by. Read them as a document.

They are written by hand, from the design and the statutory practice that it cites, and not read from the code or the database.
"""

from kith.foundations.access.rules import Ability

# How each of the cast stands to each kind of record (families.KINDS).
#   opens    the record is open, and nothing is asked: own people, own team, duty
#   asks     open, once one click has said why
#   locked   refused, with the name and whom to ring
#   absent   nothing tells that it is there
STANDINGS = """
                          open     locked   hidden   sealed   barred   let in   refuge   unsafe
practitioner              opens    opens    opens    opens    opens    opens    opens    opens
practitioner elsewhere    asks     locked   absent   absent   asks     asks     asks     asks
conflicted worker         opens    locked   absent   absent   absent   absent   opens    opens
manager                   opens    locked   absent   absent   opens    absent   opens    opens
out of hours              opens    locked   locked   absent   opens    locked   opens    opens
business support          asks     locked   absent   absent   asks     absent   asks     asks
auditor                   asks     locked   absent   absent   asks     absent   asks     asks
record guardian           asks     locked   locked   absent   asks     locked   asks     asks
partner                   opens    absent   absent   absent   absent   absent   absent   absent
analyst                   absent   absent   absent   absent   absent   absent   absent   absent
administrator             absent   absent   absent   absent   absent   absent   absent   absent
"""

# What each of the cast's roles may do.
MAY = """
                          search  view  record  authorise  allocate  restrict  export  duty  guard  returns  administer  audit
practitioner              yes     yes   yes     -          -         -         yes     -     -      -        -           -
practitioner elsewhere    yes     yes   yes     -          -         -         yes     -     -      -        -           -
conflicted worker         yes     yes   yes     -          -         -         yes     -     -      -        -           -
manager                   yes     yes   yes     yes        yes       yes       yes     -     -      -        -           -
out of hours              yes     yes   yes     -          -         -         yes     yes   -      -        -           -
business support          yes     yes   yes     -          -         -         -       -     -      -        -           -
auditor                   yes     yes   -       -          -         -         -       -     -      -        -           yes
record guardian           yes     yes   yes     -          -         -         -       -     yes    -        -           -
partner                   yes     yes   -       -          -         -         -       -     -      -        -           -
analyst                   -       -     -       -          -         -         yes     -     -      yes      -           -
administrator             -       -     -       -          -         -         -       -     -      -        yes         -
"""

# Who plays them: an attribute of tests.cast.Cast or of families.Others. The last two have no session that holds.
PLAYED_BY = {
    "practitioner": "amina", "practitioner elsewhere": "cerys", "conflicted worker": "dev", "manager": "ben", "out of hours": "eve",
    "business support": "bea", "auditor": "olu", "record guardian": "gwen", "partner": "pia", "analyst": "ana", "administrator": "ada",
}  # fmt: skip
OUTSIDE = {"leaver": "lee", "nobody signed in": ""}
OPENING = {Ability.VIEW, Ability.RECORD, Ability.EXPORT}  # what asks why, outside own people, team and duty


def _read(table: str) -> dict[str, dict[str, str]]:
    """Row -> column -> word. Columns begin where their names begin: names and rows may have spaces."""
    head, *rows = [line for line in table.splitlines() if line.strip()]
    starts = [at for at in range(26, len(head)) if head[at] != " " and head[at - 2 : at].strip() == ""]
    ends = [*starts[1:], None]
    names = [head[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    return {row[:26].strip(): {name: row[start:end].strip() for name, start, end in zip(names, starts, ends, strict=True)} for row in rows}


STANDS = _read(STANDINGS)
HOLDS = {role: {name for name, word in row.items() if word == "yes"} | {"signed in"} for role, row in _read(MAY).items()}
ROLES = list(PLAYED_BY)


def standing(role: str, kind: str) -> str:
    """opens, asks, locked or absent. A shared entry stands as the most open of those in it: its parts follow their people."""
    if role in OUTSIDE:
        return "absent"
    if kind == "shared":
        return min(STANDS[role]["open"], STANDS[role]["hidden"], key=["opens", "asks", "locked", "absent"].index)
    return STANDS[role][kind]


def holds(role: str, ability: Ability) -> bool:
    return ability.value in HOLDS[role]
