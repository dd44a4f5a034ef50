"""The database's roles: who owns, who works, who searches, who reports. Said once, for the embedded server and for a council's own.

kith_owner owns the tables and migrates. kith_app is what Kith works as: it owns nothing, so row security binds it. kith_search
cannot sign in: search functions run as it; kith_guard neither: the functions that say who may see whom do. kith_reporting reads.
"""

from collections.abc import Iterator

EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "btree_gin", "btree_gist", "unaccent")
LOGINS = ("kith_owner", "kith_app", "kith_reporting")


def role_statements() -> Iterator[str]:
    """Once a server."""
    for role in ("kith_owner", "kith_app", "kith_search", "kith_guard", "kith_reporting"):
        yield f"do $$ begin create role {role}; exception when duplicate_object then null; end $$"
    yield "grant kith_app, kith_search, kith_guard, kith_reporting to kith_owner"
    yield "alter role kith_owner createdb"  # the tests make a database of their own


def database_statements(owner: str = "kith_owner") -> Iterator[str]:
    """Once a database: the extensions, and what each role may do with what the owner makes."""
    for extension in EXTENSIONS:
        yield f"create extension if not exists {extension}"
    yield f"grant all on schema public to {owner}"
    yield "grant usage on schema public to kith_app, kith_reporting"
    yield "grant usage, create on schema public to kith_search, kith_guard"
    yield f"alter default privileges for role {owner} in schema public grant select, insert, update, delete on tables to kith_app"
    yield f"alter default privileges for role {owner} in schema public grant usage, select on sequences to kith_app"
    yield f"alter default privileges for role {owner} in schema public grant select on tables to kith_reporting"
