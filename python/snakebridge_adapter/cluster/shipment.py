"""This package as a zip for cluster workers that do not have it, under a name that tells its contents.

Two gateways of different versions, or a version that a cluster worker has installed, never meet: the name differs
with the contents.
"""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

PACKAGE = __name__.partition(".")[0]
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Shipment:
    """The zip, and the name of the package in it."""

    def __init__(self) -> None:
        root = Path(__file__).parents[1]
        sources = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.py"))}
        contents = {name: path.read_bytes() for name, path in sources.items()}
        digest = sha256()
        for name, source in contents.items():
            digest.update(b"%d %s %d " % (len(name), name.encode(), len(source)) + source)
        self.package = f"{PACKAGE}_{digest.hexdigest()[:12]}"
        self.data = _zipped(self.package, contents)

    def write(self, folder: str) -> str:
        """Write the zip into a folder; return its path."""
        path = Path(folder) / f"{self.package}.zip"
        path.write_bytes(self.data)
        return str(path)

    def local_module(self, name: str) -> ModuleType:
        """Import one of our modules under the name it has over there, so that its classes are found by it."""
        sys.modules.setdefault(self.package, sys.modules[PACKAGE])
        return importlib.import_module(f"{self.package}.{name}")


def _zipped(package: str, contents: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in contents.items():
            # The same contents are the same bytes whenever they are packed.
            archive.writestr(
                zipfile.ZipInfo(f"{package}/{name}", _EPOCH), source, zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
