"""LSP's beginning and end: initialize, shutdown, exit."""

from __future__ import annotations

import os
import sys

from .. import __version__
from ..errors import InvalidParams
from ..wire.attachments import CAN_ATTACH
from ..worker.context import NEW, READY, SHUT_DOWN
from ..worker.dispatch import INVALID_REQUEST, RequestError
from ..worker.parameters import object_of, optional_texts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context

PROTOCOL_VERSION = 1
"""`protocolVersion` of `src/protocol/version.ts`."""

POSITION_ENCODINGS = ("utf-16", "utf-8", "utf-32")
"""Ways to count characters that are known here, by LSP's names for them."""

DEFAULT_POSITION_ENCODING = "utf-16"
LIMIT_SOURCES = ("setting", "environment", "default")

CAPABILITIES = {
    "textDocumentSync": {"openClose": True, "change": 2},
    "hoverProvider": True,
    "completionProvider": {
        "triggerCharacters": [".", "[", '"', "'"],
        "resolveProvider": True,
        "completionItem": {"labelDetailsSupport": True},
    },
    "signatureHelpProvider": {"triggerCharacters": ["(", ","], "retriggerCharacters": ["=", ")"]},
    "definitionProvider": True,
    "typeDefinitionProvider": True,
    "inlayHintProvider": True,
}
EDITOR_CAPABILITIES = {
    "codeActionProvider": True,
    "executeCommandProvider": {"commands": ["snakebridge.attach", "snakebridge.run"]},
}
"""For editors that know nothing of `snakebridge/*`; commands of the same names would clash with those of VS Code."""


def initialize(context: Context, params: dict[str, Any]) -> dict[str, object]:
    """Agree on the protocol and take the client's defaults."""
    if context.phase is not NEW:
        raise RequestError(INVALID_REQUEST, "initialize comes once")
    options = object_of(object_of(params, "initializationOptions"), "snakebridge")
    version = options.get("protocolVersion", PROTOCOL_VERSION)
    if version != PROTOCOL_VERSION:
        raise InvalidParams(f"only protocol version {PROTOCOL_VERSION} is spoken here")
    _take_defaults(context, object_of(options, "defaults"))
    context.search_path.share(optional_texts_of(options, "searchPaths") or ())
    context.has_document_sessions = options.get("documentSessions") is True
    context.takes_attachments = CAN_ATTACH and options.get("attachments") is True
    _take_capabilities(context, object_of(params, "capabilities"))
    context.phase = READY
    handshake = {
        "protocolVersion": PROTOCOL_VERSION,
        "pid": os.getpid(),
        "pythonVersion": ".".join(map(str, sys.version_info[:3])),
        "executable": sys.executable,
        "epoch": context.epoch,
    }
    return {
        "capabilities": {
            "positionEncoding": context.position_encoding,
            **CAPABILITIES,
            **(EDITOR_CAPABILITIES if context.has_document_sessions else {}),
            "experimental": {"snakebridge": handshake},
        },
        "serverInfo": {"name": "SnakeBridge", "version": __version__},
    }


def shutdown(context: Context, _params: dict[str, Any]) -> None:
    """Refuse further requests; `exit` follows."""
    context.phase = SHUT_DOWN
    context.exit_code = 0


def exit_worker(context: Context, _params: dict[str, Any]) -> None:
    """End the process."""
    context.ending.begin()


def _take_capabilities(context: Context, capabilities: dict[str, Any]) -> None:
    offered = object_of(capabilities, "general").get("positionEncodings")
    names = offered if type(offered) is list else ()
    known = [name for name in names if type(name) is str and name in POSITION_ENCODINGS]
    context.position_encoding = known[0] if known else DEFAULT_POSITION_ENCODING
    hints = object_of(object_of(capabilities, "workspace"), "inlayHint")
    context.takes_hint_refresh = hints.get("refreshSupport") is True


def _take_defaults(context: Context, defaults: dict[str, Any]) -> None:
    source = defaults.get("source", "setting")
    if source not in LIMIT_SOURCES:
        raise InvalidParams(f"'source' must be one of {', '.join(LIMIT_SOURCES)}")
    ttl_seconds, max_refs = defaults.get("ttlSeconds"), defaults.get("maxRefs")
    if ttl_seconds is not None or max_refs is not None:
        registry = context.registry
        registry.defaults = registry.defaults.override(source, ttl_seconds, max_refs)
