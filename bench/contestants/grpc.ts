/**
 * gRPC as Elixir's SnakeBridge speaks it with Python: tools by name, JSON in messages, an asyncio
 * server; a stream carries one item a message.
 */
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Contestant } from "../contestant.ts";
import { cache, runInCache } from "../install/cache.ts";
import { DebianPackages } from "../install/debian.ts";
import { npmPackages, requirePeer } from "../install/npm.ts";
import { pythonFolder } from "./interpreter.ts";
import { plainAbilities, plainTasks } from "./plainObjects.ts";
import { endProgram, startProgram } from "./pythonProcess.ts";
import type { PythonProcess } from "./pythonProcess.ts";

interface Grpc {
  readonly credentials: { createInsecure(): object };
  loadPackageDefinition(definition: object): {
    readonly bench: { readonly Bridge: new (address: string, ...more: object[]) => Client };
  };
}
interface ProtoLoader {
  readonly loadSync: (path: string) => object;
}
interface Request {
  readonly tool: string;
  readonly parameters: Buffer;
}
interface Reply {
  readonly result: Buffer;
}
interface Client {
  Execute(request: Request, done: (error: Error | null, reply: Reply) => void): void;
  Stream(request: Request): AsyncIterable<Reply>;
  close(): void;
}

const packages = new DebianPackages(
  "debian-grpc",
  ["python3-grpcio", "python3-protobuf", "protobuf-compiler"],
  ["grpc", "google.protobuf"],
);
const proto = join(pythonFolder, "bridge.proto");

/** Debian's grpcio on one side, @grpc/grpc-js on the other. */
export const grpc: Contestant = {
  id: "grpc",
  name: "gRPC, JSON in messages",
  role: "peer",
  can: plainAbilities,
  share: { sqrt: 0.2, value: 0.5, drain: 0.02 },
  prepare: async () => {
    await npmPackages("@grpc/grpc-js", "@grpc/proto-loader");
    await packages.prepare();
    const args = [`--proto_path=${pythonFolder}`, `--python_out=${cache}`, proto];
    await runInCache("protoc", args, cache, await packages.environment());
  },
  start: async () => {
    const program = startProgram("grpc_server.py", await packages.environment(cache));
    const client = connect(`127.0.0.1:${await firstLine(program)}`);
    return {
      pid: program.pid,
      ...plainTasks((tool, params) => execute(client, { tool, parameters: encode(params) })),
      drain: async (count) => {
        let items = 0;
        for await (const { result } of client.Stream({ tool: "", parameters: encode({ count }) })) {
          if (JSON.parse(result.toString()) === items) items += 1;
        }
        return items;
      },
      end: () => {
        client.close();
        return endProgram(program);
      },
    };
  },
};

/** The server's first line is its port. */
async function firstLine(program: PythonProcess): Promise<string> {
  for await (const line of createInterface({ input: program.stdout })) return line;
  throw new Error("its server ended at once");
}

function connect(address: string): Client {
  // SAFETY: the parts of the two interfaces that are used here.
  const library = requirePeer("@grpc/grpc-js") as Grpc;
  // SAFETY: as above.
  const { loadSync } = requirePeer("@grpc/proto-loader") as ProtoLoader;
  const { Bridge } = library.loadPackageDefinition(loadSync(proto)).bench;
  return new Bridge(address, library.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
}

function execute(client: Client, request: Request): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.Execute(request, (error, reply) => {
      if (error) reject(error);
      else resolve(JSON.parse(reply.result.toString()));
    });
  });
}

function encode(params: object): Buffer {
  return Buffer.from(JSON.stringify(params));
}
