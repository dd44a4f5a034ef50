"""What can be asked about children's services. Every query is told whose eyes look."""

from kith.practice.childrens.queries.counted import PlanCounted, ReferralCounted, plans_of, referrals_of
from kith.practice.childrens.queries.known import KnownFact, facts_beside, known_facts

__all__ = ["KnownFact", "PlanCounted", "ReferralCounted", "facts_beside", "known_facts", "plans_of", "referrals_of"]
