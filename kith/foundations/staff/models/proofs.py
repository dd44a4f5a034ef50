"""With what a worker proves who she is, beside a password and django-otp's own devices."""

from django.db import models

from kith.foundations.staff.models.workers import Worker


class Passkey(models.Model):
    """A passkey: the public half of a key that the worker's device or security key keeps."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()  # WebAuthn's attested credential data: AAGUID, id, public key
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ProviderAccount(models.Model):
    """An account at the identity provider, bound to a worker at the first sign-in: a re-used e-mail address inherits nothing."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="provider_accounts")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    email = models.CharField(max_length=254)
    bound_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_provider_account_is_bound_once"),
            models.UniqueConstraint(fields=["worker", "issuer"], name="one_account_of_a_provider_for_a_worker"),
        ]


class RecoveryCode(models.Model):
    """A code that proves a worker once, when the device is lost. Kept as a password is: whoever reads the table cannot use it."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="recovery_codes")
    hashed = models.CharField(max_length=128)
    made_at = models.DateTimeField()
