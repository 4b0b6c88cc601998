"""The protocol's `ClusterOptions`, read with care before anything is imported or contacted."""

from __future__ import annotations

from ..errors import InvalidParams
from ..worker.parameters import flag_of, number_of, object_of, optional_text_of, text_of, texts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LOCAL = "local"
ENGINE = "dask"


class Security:
    """Paths of PEM files, and whether encryption is a must."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.ca = optional_text_of(params, "ca")
        self.cert = optional_text_of(params, "cert")
        self.key = optional_text_of(params, "key")
        is_told = params.get("requireEncryption") is not None
        self.requires_encryption = flag_of(params, "requireEncryption") if is_told else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.ca or self.cert or self.key) and self.requires_encryption is None


class ClusterOptions:
    """Which cluster, and what sessions need of its workers."""

    def __init__(self, params: dict[str, Any]) -> None:
        """Read options.

        Raises:
            InvalidParams: they are malformed.
        """
        if text_of(params, "engine") != ENGINE:
            raise InvalidParams(f"'engine' must be {ENGINE}")
        self.address = text_of(params, "address")
        if not self.address:
            raise InvalidParams("'address' must not be empty")
        resources = object_of(params, "resources")
        self.resources = {name: number_of(resources, name) for name in resources}
        self.workers = texts_of(params, "workers") if params.get("workers") is not None else []
        self.security = Security(object_of(params, "security"))

    @property
    def is_local(self) -> bool:
        """Whether a cluster shall be made here."""
        return self.address == LOCAL
