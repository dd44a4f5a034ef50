"""Who keeps the records free of mix-ups: the guardian, who settles what nobody else is told of."""

from kith.foundations.access.rules import Ability

# The page, its question and its command all ask for this one. (The navigation in design/page.html names it too: design stands below people.)
GUARDIAN = Ability.GUARD
