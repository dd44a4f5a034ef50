"""The council's identity provider, as the environment tells of it."""

from typing import Any

from kith.wiring import environment as env

CLAIMS = ("email", "preferred_username", "upn")


def identity_provider() -> dict[str, Any]:
    """Nothing, if the council has none. A half-told one is refused at the start, not at somebody's sign-in."""
    issuer = env.text("KITH_OIDC_ISSUER").strip().rstrip("/")
    only = env.flag("KITH_OIDC_ONLY", default=False)
    if not issuer:
        if only:
            raise env.BadSetting("KITH_OIDC_ONLY is 1, but KITH_OIDC_ISSUER is not set: nobody could sign in. Set the issuer.")
        return {}
    if not env.is_kept_private(issuer):
        raise env.BadSetting(f"KITH_OIDC_ISSUER is {issuer!r}. Write its address with https://, as its discovery document has it.")
    for name in ("KITH_OIDC_CLIENT_ID", "KITH_OIDC_CLIENT_SECRET"):
        if not env.text(name):
            raise env.BadSetting(f"KITH_OIDC_ISSUER is set, but {name} is not. Your identity team gives it when Kith is registered there.")
    return {
        "issuer": issuer,
        "client_id": env.text("KITH_OIDC_CLIENT_ID"),
        "client_secret": env.text("KITH_OIDC_CLIENT_SECRET"),
        "name": env.text("KITH_OIDC_NAME", "your council account"),
        "claim": env.one_of("KITH_OIDC_CLAIM", *CLAIMS),
        "strong_acr": frozenset(env.words("KITH_OIDC_STRONG_ACR")),
        "always_strong": env.flag("KITH_OIDC_ALWAYS_STRONG", default=False),
    }
