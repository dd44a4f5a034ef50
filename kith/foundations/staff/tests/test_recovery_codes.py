"""Recovery codes are kept as passwords are; those from before go on working; and nothing that was typed at the sign-in page is kept."""

from datetime import timedelta
from importlib import import_module

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.apps import apps
from django.contrib.auth.hashers import identify_hasher
from django.db import connection
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from kith.foundations.staff.commands import CodeRefused, accept_code, make_recovery_codes
from kith.foundations.staff.models import RecoveryCode
from kith.foundations.staff.queries import second_factors_of
from tests.cast import Cast


def test_the_table_holds_no_code(cast: Cast) -> None:
    codes = make_recovery_codes(by=cast.amina, at=timezone.now())
    kept = list(RecoveryCode.objects.values_list("hashed", flat=True))
    assert len(set(kept)) == 10
    assert {identify_hasher(each).algorithm for each in kept} == {"argon2"}
    assert not [code for code in codes if code in " ".join(kept).lower()]
    assert not StaticToken.objects.exists()


def test_a_code_is_its_workers_and_works_once(cast: Cast) -> None:
    codes, now = make_recovery_codes(by=cast.amina, at=timezone.now()), timezone.now()
    make_recovery_codes(by=cast.ben, at=now)
    assert accept_code(code=codes[3], by=cast.ben, at=now) == ""
    assert accept_code(code=codes[3], by=cast.amina, at=now) == "recovery code"
    assert second_factors_of(cast.amina).codes_left == 9
    assert accept_code(code=codes[3], by=cast.amina, at=now) == ""


def test_a_guesser_of_recovery_codes_waits(cast: Cast) -> None:
    codes, now = make_recovery_codes(by=cast.amina, at=timezone.now()), timezone.now()
    assert accept_code(code="wrongone", by=cast.amina, at=now) == ""
    with pytest.raises(CodeRefused, match="Wait"):
        accept_code(code=codes[0], by=cast.amina, at=now)
    StaticDevice.objects.filter(user=cast.amina).update(throttling_failure_timestamp=now - timedelta(seconds=9))
    assert accept_code(code=codes[0], by=cast.amina, at=now) == "recovery code"
    assert StaticDevice.objects.get(user=cast.amina).throttling_failure_count == 0


def test_new_codes_end_the_old_ones(cast: Cast) -> None:
    now = timezone.now()
    old = make_recovery_codes(by=cast.amina, at=now)
    new = make_recovery_codes(by=cast.amina, at=now)
    assert accept_code(code=new[0], by=cast.amina, at=now) == "recovery code"
    assert accept_code(code=old[0], by=cast.amina, at=now) == ""


def test_codes_from_before_are_hashed_and_work_on(cast: Cast) -> None:
    device = StaticDevice.objects.create(user=cast.amina, name="Recovery codes", confirmed=True)
    StaticToken.objects.create(device=device, token="abcdefgh")
    import_module("kith.foundations.staff.migrations.0007_recovery_codes_are_hashed").hash_what_there_is(apps, None)
    assert not StaticToken.objects.exists()
    assert second_factors_of(cast.amina).codes_left == 1
    assert accept_code(code="ABCD EFGH", by=cast.amina, at=timezone.now()) == "recovery code"


def test_what_axes_kept_of_old_homes_is_emptied(cast: Cast) -> None:
    old = {"ip_address": "192.0.2.1", "user_agent": "x", "http_accept": "x", "path_info": "/sign-in", "failures_since_start": 1}
    typed = "a secret that was typed into the wrong box"
    AccessAttempt.objects.create(username=typed, get_data="", post_data=f"old={typed}", **old)
    digest = "0123456789abcdef0123456789abcdef"
    AccessAttempt.objects.create(username=digest, get_data=f"next={typed}", post_data=f"new={typed}", **old)
    del old["failures_since_start"]
    AccessFailureLog.objects.create(username=typed, **old)
    with connection.cursor() as cursor:
        cursor.execute(import_module("kith.foundations.staff.migrations.0008_nothing_typed_is_kept").TYPED)
    (kept,) = AccessAttempt.objects.all()
    assert (kept.username, kept.get_data, kept.post_data) == (digest, "", "")
    assert not AccessFailureLog.objects.exists()
