"""People: persons, names, identifiers, addresses, relationships, alerts, and what is known of each, dated and sourced.

Words: person, name, identifier, place, residence, contact point, relationship, alert, fact. Comes in: commands, queries.
Says out: PersonRegistered, PersonChanged (and what kind of fact), BirthRecorded, DeathRecorded, AlertRaised, IdentifierClashed.
"""
