"""A gRPC server over asyncio; prints its port. Its messages are generated from bridge.proto beforehand."""

from __future__ import annotations

import asyncio
import json
import sys

import bridge_pb2
import grpc
import workload
from plain_objects import answer, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator

UNLIMITED = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]


def reply(value: object) -> bridge_pb2.Reply:
    return bridge_pb2.Reply(result=to_json(value).encode())


async def execute(request: bridge_pb2.Request, _context: object) -> bridge_pb2.Reply:
    return reply(answer(request.tool, json.loads(request.parameters)))


async def stream(request: bridge_pb2.Request, _context: object) -> AsyncIterator[bridge_pb2.Reply]:
    for item in workload.numbers(json.loads(request.parameters)["count"]):
        yield reply(item)


def handlers() -> grpc.GenericRpcHandler:
    wire = (bridge_pb2.Request.FromString, bridge_pb2.Reply.SerializeToString)
    return grpc.method_handlers_generic_handler(
        "bench.Bridge",
        {
            "Execute": grpc.unary_unary_rpc_method_handler(execute, *wire),
            "Stream": grpc.unary_stream_rpc_method_handler(stream, *wire),
        },
    )


async def main() -> None:
    server = grpc.aio.server(options=UNLIMITED)
    server.add_generic_rpc_handlers((handlers(),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    # Ends with whoever started it.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.stop(None)


if __name__ == "__main__":
    asyncio.run(main())
