"""A Dask cluster as a gateway uses it: connecting, what it has, placing actors, and when it is gone."""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
import sys
import tempfile

from ..errors import ClusterUnavailable
from ..registry.limits import MAX_REFS_VARIABLE, TTL_VARIABLE
from .shipment import Shipment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .options import ClusterOptions, Security

CONNECT_SECONDS = 5.0
PLACE_SECONDS = 30.0
MOST_CONNECTIONS = 65_536
"""Each session holds a connection or two for as long as it lives; Dask's own limit is 512."""
MOST_LOCAL_WORKERS = 4


async def connect(options: ClusterOptions) -> DaskCluster:
    """Connect to a cluster, or start one here.

    Raises:
        ClusterUnavailable: Dask is not there, nobody answers, or TLS is wrong.
    """
    try:
        import distributed  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise _missing(options, error) from error
    # What happens to the cluster is told by the gateway itself.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return await asyncio.wait_for(_connected(options, distributed), 2 * CONNECT_SECONDS)
    except (ssl.SSLError, FileNotFoundError, TypeError, RuntimeError) as error:
        message = f"The Dask scheduler at {options.address} cannot be trusted: {error}"
        raise ClusterUnavailable("insecure", options.address, message) from error
    except (OSError, asyncio.TimeoutError, ValueError) as error:
        if _is_about_trust(error):
            message = f"The Dask scheduler at {options.address} cannot be trusted: {error}"
            raise ClusterUnavailable("insecure", options.address, message) from error
        message = (
            f"No Dask scheduler answers at {options.address}: "
            f"{str(error) or 'it took too long'}; start it, or correct the pool's address"
        )
        raise ClusterUnavailable("unreachable", options.address, message) from error


class DaskCluster:
    """A connection to a scheduler."""

    def __init__(self, client: Any, options: ClusterOptions, local: Any, lifeline: Any) -> None:
        self._client = client
        self._options = options
        self._local = local
        self._lifeline = lifeline
        self._shipment = Shipment()
        self.address: str = client.scheduler.address
        self.lost: asyncio.Task[None] = asyncio.ensure_future(_until_closed(lifeline))
        """Done when the scheduler is gone."""

    async def info(self) -> dict[str, object]:
        """Return the protocol's `ClusterInfo`."""
        workers = (await self._client.scheduler.identity())["workers"]
        return {
            "engine": "dask",
            "address": self.address,
            "dashboard": self._client.dashboard_link or None,
            "workerCount": len(workers),
        }

    async def ship(self) -> None:
        """Have every cluster worker, also those to come, get this package."""
        from distributed.diagnostics.plugin import UploadFile  # pyright: ignore[reportMissingImports]

        shipment = self._shipment
        with tempfile.TemporaryDirectory() as folder:
            plugin = UploadFile(shipment.write(folder))
        await self._client.register_worker_plugin(plugin, name=shipment.package)

    async def place(self, name: str, lost_session: str | None) -> Carrier:
        """Make an actor for a session on one of the cluster's workers.

        Raises:
            ClusterUnavailable: no worker fits, or none took it in time.
        """
        candidates = await self._candidates()
        actor = self._shipment.local_module("cluster.actor").SessionActor
        future = self._client.submit(
            actor,
            name,
            lost_session,
            {
                name: os.environ[name]
                for name in (TTL_VARIABLE, MAX_REFS_VARIABLE)
                if name in os.environ
            },
            key=f"snakebridge-{os.urandom(12).hex()}",
            actor=True,
            pure=False,
            workers=list(candidates) if self._options.workers else None,
            allow_other_workers=False,
            resources=self._options.resources or None,
        )
        try:
            error = await asyncio.wait_for(future.exception(), PLACE_SECONDS)
            if error is not None:
                raise self._unplaceable(f"it could not be made there: {error!r}")
            found = await self._client.who_has([future])
        except asyncio.TimeoutError:
            future.release()
            raise self._unplaceable(f"none took it within {PLACE_SECONDS:g} s") from None
        except BaseException:
            future.release()
            raise
        [address] = found[future.key]
        return Carrier(self._client, future, address, candidates.get(address))

    async def close(self) -> None:
        """Let go of the cluster; one that was started here ends."""
        self.lost.cancel()
        self._lifeline.abort()
        await self._client.close(timeout=1)
        if self._local is not None:
            await self._local.close(timeout=1)

    async def _candidates(self) -> dict[str, str | None]:
        """Return the workers that sessions may live on: names by address."""
        workers = (await self._client.scheduler.identity())["workers"]
        wanted, needs = self._options.workers, self._options.resources
        fitting = {
            address: None if worker["name"] is None else str(worker["name"])
            for address, worker in workers.items()
            if (not wanted or address in wanted or str(worker["name"]) in wanted)
            and all(worker["resources"].get(name, 0) >= need for name, need in needs.items())
        }
        if not fitting:
            raise self._unplaceable(_lack(len(workers), wanted, needs))
        return fitting

    def _unplaceable(self, why: str) -> ClusterUnavailable:
        message = f"No worker of the Dask cluster at {self.address} can hold the session: {why}"
        return ClusterUnavailable("unplaceable", self.address, message)


class Carrier:
    """Calls of one actor. Bytes go and come as they are; nothing is pickled but numbers."""

    def __init__(self, client: Any, future: Any, address: str, worker_name: str | None) -> None:
        self._future = future
        self.address = address
        self.worker_name = worker_name
        # As `Actor` itself does it, with errors that come at once: `Actor` waits for a lost actor to be made anew,
        # which would be another one.
        self._rpc = client.rpc(address)

    async def ask(self, number: int, frames: bytes) -> bytes:
        """Have frames served; return a packet, maybe an empty one."""
        return await self._call("ask", number, frames)

    async def tell(self, number: int, frames: bytes) -> bytes:
        """Have frames served that have no answer."""
        return await self._call("tell", number, frames)

    async def pull(self) -> bytes:
        """Return what is said unasked."""
        return await self._call("pull")

    def release(self) -> None:
        """Let the cluster free the actor."""
        self._future.release()

    async def _call(self, function: str, *arguments: Any) -> bytes:
        from distributed.protocol import to_serialize  # pyright: ignore[reportMissingImports]

        result = await self._rpc.actor_execute(
            function=function,
            actor=self._future.key,
            args=[to_serialize(argument) for argument in arguments],
            kwargs={},
        )
        if result["status"] != "OK":
            raise result["exception"]
        return result["result"]


async def _connected(options: ClusterOptions, distributed: Any) -> DaskCluster:
    security = _security(options.security, distributed)
    local = await _start_local(options, security, distributed) if options.is_local else None
    address = local.scheduler_address if local is not None else options.address
    if local is None:
        await _knock(address)
    client = await distributed.Client(
        address,
        asynchronous=True,
        timeout=CONNECT_SECONDS,
        security=security,
        set_as_default=False,
        direct_to_workers=True,
        connection_limit=MOST_CONNECTIONS,
        name="snakebridge",
    )
    from distributed.comm import connect as connect_comm  # pyright: ignore[reportMissingImports]

    lifeline = await connect_comm(address, timeout=CONNECT_SECONDS, **client.connection_args)
    cluster = DaskCluster(client, options, local, lifeline)
    await cluster.ship()
    return cluster


async def _knock(address: str) -> None:
    """Find out at once where nobody listens; Dask would try again and again."""
    from distributed.comm import (  # pyright: ignore[reportMissingImports]
        get_address_host_port,
    )

    host, port = get_address_host_port(address)
    connecting = asyncio.open_connection(host, port)
    _, writer = await asyncio.wait_for(connecting, CONNECT_SECONDS)
    writer.close()


async def _start_local(options: ClusterOptions, security: Any, distributed: Any) -> Any:
    return await distributed.LocalCluster(
        n_workers=min(os.cpu_count() or 1, MOST_LOCAL_WORKERS),
        threads_per_worker=1,
        asynchronous=True,
        dashboard_address=None,
        security=security,
        **({"resources": options.resources} if options.resources else {}),
    )


def _security(wanted: Security, distributed: Any) -> Any:
    if wanted.is_empty:
        return None
    return distributed.Security(
        tls_ca_file=wanted.ca,
        tls_client_cert=wanted.cert,
        tls_client_key=wanted.key,
        require_encryption=wanted.requires_encryption,
    )


async def _until_closed(lifeline: Any) -> None:
    try:
        while True:
            await lifeline.read()
    except OSError:
        return


def _is_about_trust(error: BaseException | None) -> bool:
    """Return whether TLS is what a failure to connect comes from, however deep."""
    while error is not None:
        if isinstance(error, ssl.SSLError) or "TLS" in str(error) or "SSL" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _lack(count: int, wanted: list[str], needs: dict[str, float]) -> str:
    if not count:
        return "it has none"
    named = f" among {', '.join(wanted)}" if wanted else ""
    has = ", ".join(f"{name} {need:g}" for name, need in needs.items())
    return f"of its {count}, none{named} is there" + (f" with {has}" if has else "")


def _missing(options: ClusterOptions, error: ImportError) -> ClusterUnavailable:
    install = _install_command()
    message = (
        f"Dask is needed for the pool's cluster, and {sys.executable} does not have it ({error}). "
        f"Install it there: {install}"
    )
    return ClusterUnavailable(
        "missing",
        options.address,
        message,
        package="distributed",
        executable=sys.executable,
        install=install,
    )


def _install_command() -> str:
    import shutil
    import sysconfig

    marker = os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    if sys.prefix == sys.base_prefix and os.path.exists(marker) and shutil.which("apt-get"):
        return "sudo apt-get install python3-distributed"
    return f"{sys.executable} -m pip install distributed"
