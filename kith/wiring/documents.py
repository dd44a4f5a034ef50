"""Where documents are kept: files below the home, or a bucket of S3-compatible storage where a council has one."""

from pathlib import Path
from typing import Any

from kith.wiring import environment as env


def document_store(home: Path) -> dict[str, Any]:
    """Django's setting of a storage, by what the environment says."""
    bucket = env.text("KITH_S3_BUCKET")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": home / "documents"}}
    options = {"bucket_name": bucket, "endpoint_url": env.address("KITH_S3_ENDPOINT") or None, "file_overwrite": False}
    return {"BACKEND": "kith.wiring.bucket.Bucket", "OPTIONS": options}
