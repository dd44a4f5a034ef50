"""Documents in S3-compatible storage. Its troubles come out as what a disk's are, so that rooms know one kind of trouble."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from storages.backends.s3 import S3Storage

P = ParamSpec("P")
R = TypeVar("R")
_SHUT = {"401", "403", "AccessDenied", "ExpiredToken", "Forbidden", "InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch"}


def _as_of_a_disk(ask: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return ask(*args, **kwargs)
        except (BotoCoreError, ClientError, Boto3Error) as trouble:
            raise _translated(trouble) from trouble

    return asked


def _translated(trouble: Exception) -> OSError:
    cause = trouble.__context__ if isinstance(trouble, Boto3Error) else trouble  # boto3 wraps an upload's failure
    code = str(cause.response.get("Error", {}).get("Code", "")) if isinstance(cause, ClientError) else ""
    if isinstance(cause, NoCredentialsError) or code in _SHUT:
        return PermissionError(str(trouble))
    return NotADirectoryError(str(trouble)) if code == "NoSuchBucket" else ConnectionError(str(trouble))


class Bucket(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """A bucket. Its keys are boto3's own: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a file, or the machine's role."""

    exists = _as_of_a_disk(S3Storage.exists)
    delete = _as_of_a_disk(S3Storage.delete)
    _save = _as_of_a_disk(S3Storage._save)  # noqa: SLF001 - Django's own way to make a storage

    def __init__(self, **settings: Any) -> None:
        """Somebody waits for the page: a store that is away is noticed in seconds. Stores other than Amazon's know a bucket by its
        path, and not all of them the newer checksums."""
        config = Config(
            connect_timeout=5,
            read_timeout=60,
            retries={"total_max_attempts": 2},
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.get("endpoint_url") else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, **settings)

    @_as_of_a_disk
    def _open(self, name: str, mode: str = "rb") -> Any:
        """Fetched whole before the first byte is handed out: a store that goes away breaks no answer off."""
        opened = super()._open(name, mode)
        opened.seek(0)
        return opened
