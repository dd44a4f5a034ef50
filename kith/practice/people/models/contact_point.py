"""How to reach somebody, and whether it is safe to."""

from django.db import models

from kith.practice.people.models.dated import Dated


class ContactPoint(Dated):
    """A telephone number or e-mail address. `value` as written; `key` normalised (digits only, or lower case) for finding."""

    class Kind(models.TextChoices):
        MOBILE = "mobile", "mobile"
        PHONE = "phone", "telephone"
        EMAIL = "email", "e-mail"

    class Safe(models.TextChoices):
        YES = "yes", "safe to use"
        NO = "no", "not safe to use"
        NOT_KNOWN = "not_known", "not known whether safe"

    kind = models.CharField(max_length=6, choices=Kind)
    value = models.CharField(max_length=254)
    key = models.CharField(max_length=254, db_index=True)
    safe = models.CharField(max_length=9, choices=Safe, default=Safe.NOT_KNOWN)
    note = models.CharField(max_length=300, blank=True, default="")
