"""Code sets of the children in need census 2026-27, in the order in which they are published, in plain words; and Kith's own beside them."""

Codes = dict[str, str]

SOURCES: Codes = {
    "1A": "A family member or carer", "1B": "An acquaintance or neighbour", "1C": "The child themselves", "1D": "Somebody else, by themselves",
    "2A": "A school", "2B": "Education services", "3A": "A GP", "3B": "A health visitor", "3C": "A school nurse", "3D": "Other primary health services",
    "3E": "An accident and emergency department", "3F": "Other health services", "4": "Housing", "5A": "Social care in this council",
    "5B": "Another part of this council", "5C": "Another council", "5D": "Family help or early help", "6": "The police",
    "7": "Another legal agency (court, probation, prison, immigration)", "8": "Another organisation", "9": "Anonymous", "10": "Not known",
}  # fmt: skip

# If torn between two, the higher in this order. N9 is no need of a child's who is in need otherwise; N0 is "not stated". Families read these
# words on what is printed for them, so some are not those published: N4 family in acute stress, N5 family dysfunction, N6 and 14A socially
# unacceptable behaviour, N8 absent parenting.
NEEDS: Codes = {
    "N1": "Abuse, neglect or exploitation", "N2": "The child's disability or illness", "N3": "A parent's disability or illness",
    "N4": "The family is going through a crisis", "N5": "How the family gets on with each other, over a longer time",
    "N6": "The child's behaviour, and what it does to others", "N7": "Low income", "N8": "No parent is there to care for the child",
    "N9": "Other than children in need (adoption support only)", "N0": "Not stated",
}  # fmt: skip

# What is found of the adults of a home holds for all its children: asked once. The rest is asked of each child.
FAMILY_FACTORS: Codes = {
    "1B": "Alcohol: a parent or carer", "1C": "Alcohol: somebody else at home", "2B": "Drugs: a parent or carer", "2C": "Drugs: somebody else at home",
    "3B": "Domestic abuse: a parent or carer suffers it", "3C": "Domestic abuse: somebody else at home suffers it",
    "4B": "Mental health: a parent or carer", "4C": "Mental health: somebody else at home",
    "5B": "Learning disability: a parent or carer", "5C": "Learning disability: somebody else at home",
    "6B": "Physical disability or illness: a parent or carer", "6C": "Physical disability or illness: somebody else at home",
}  # fmt: skip
CHILD_FACTORS: Codes = {
    "1A": "Alcohol", "2A": "Drugs", "3A": "Domestic abuse: the child suffers it", "4A": "Mental health", "5A": "Learning disability",
    "6A": "Physical disability or illness", "7A": "Young carer", "8B": "Privately fostered: from overseas, to return",
    "8C": "Privately fostered: from overseas, to stay", "8D": "Privately fostered: from the United Kingdom, in educational placement",
    "8E": "Privately fostered: from the United Kingdom, making own arrangement", "8F": "Privately fostered: other", "9A": "Unaccompanied asylum seeker",
    "10A": "Going missing", "11A": "Sexual exploitation", "12A": "Trafficking", "13A": "Gangs", "14A": "The child's behaviour, and what it does to others",
    "15A": "Self-harm", "16A": "Neglect", "17A": "Emotional abuse", "18B": "Physical abuse by a child", "18C": "Physical abuse by an adult",
    "19B": "Sexual abuse by a child", "19C": "Sexual abuse by an adult", "22A": "Female genital mutilation", "23A": "Abuse linked to faith or belief",
    "24A": "Criminal exploitation", "20": "Another factor", "21": "No factors at all",
}  # fmt: skip
FACTORS: Codes = {**FAMILY_FACTORS, **CHILD_FACTORS}
NO_FACTORS = "21"  # stands alone: rule 8869

CATEGORIES: Codes = {"NEG": "Neglect", "PHY": "Physical abuse", "SAB": "Sexual abuse", "EMO": "Emotional abuse", "MUL": "More than one of these, equally"}

PARTICIPATION: Codes = {
    "PN0": "Under 4 years old", "PN1": "Came and spoke for themselves", "PN2": "Came, and an advocate spoke for them",
    "PN3": "Came, and made their views known without speech", "PN4": "Came, and did not make their views known",
    "PN5": "Did not come; an advocate spoke for them", "PN6": "Did not come; sent their views another way", "PN7": "Did not come and sent no views",
}  # fmt: skip

# What a child said of the work with them; each is a column of ssd_voice_of_child.
VOICE: Codes = {
    "explained_worries": "The worker explained what people are worried about", "story_helped": "A story or pictures helped to understand it",
    "agrees_with_worker": "Agrees with what the worker thinks", "plan_is_safe": "The plan makes me safe",
    "tablet_helped": "A tablet or computer helped to explain",
}  # fmt: skip

MISSING: Codes = {"M": "Missing: nobody knew where", "A": "Away without permission, and it is known where"}
MISSING_FROM: Codes = {"home": "Home", "placement": "Where the council placed them", "school": "School", "other": "Somewhere else"}

EXPLOITATION: Codes = {
    "sexual": "Sexual exploitation", "criminal": "Criminal exploitation", "trafficking": "Trafficking or modern slavery", "gangs": "Gangs and serious violence",
    "radicalisation": "Radicalisation", "online": "Online",
}  # fmt: skip
LEVELS: Codes = {"none": "No signs", "emerging": "Emerging: signs, no evidence", "moderate": "Moderate: likely", "significant": "Significant: it is happening"}

# Working Together, chapter 4: what somebody who works with children may have done for the designated officer to be told.
THRESHOLDS: Codes = {
    "harmed": "Harmed, or may have harmed, a child", "offence": "May have committed a crime against or related to a child",
    "risk": "Behaved in a way that shows a risk of harm to children",
    "unsuitable": "Behaved, or may have, in a way that shows they may not be suitable to work with children",
}  # fmt: skip
