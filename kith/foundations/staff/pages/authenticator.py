"""An authenticator app: its secret as a picture and as letters, and the form that takes its first code."""

from base64 import b32encode
from typing import Any

import segno
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from kith.foundations.design.fields import Form, TextField
from kith.foundations.staff.models import Worker


class AuthenticatorForm(Form):
    """The first code."""

    code = TextField(
        label="Code that the app shows now", required=True, max_length=12, width="5", help_text="Six digits; they change every half minute"
    )


def key_shown(request: HttpRequest) -> str:
    """The secret that is on this worker's screen until its first code is typed. It is not hers before."""
    if "new_key" not in request.session:
        request.session["new_key"] = default_key()
    return str(request.session["new_key"])


def picture_svg(key: str, worker: Worker) -> str:
    """The QR code, drawn here: no other server hears the secret."""
    device: Any = TOTPDevice(user=worker, key=key)
    drawn = segno.make(device.config_url, error="m", micro=False)
    return str(drawn.svg_inline(scale=5, border=3, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=False))


def spelled(key: str) -> str:
    """For typing by hand, in groups of four."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
