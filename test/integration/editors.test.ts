/** What docs/editors.md has people write into the settings of their editors, read as those editors read it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { createMessageConnection } from "vscode-jsonrpc/node";

import { blocksOf } from "../support/conversation.js";
import { repository } from "../support/sources.js";
import { isNeovimInstalled } from "../vscode/setup/neovim.js";

const document = "docs/editors.md";
const placed = (text: string) => text.replaceAll("SNAKEBRIDGE", repository.replace(/\/$/, ""));

interface HelixServer {
  readonly command: string;
  readonly args: string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly config: object;
}

it("Helix starts the server as it is written", async () => {
  const [block = ""] = blocksOf(document, "toml");
  const languages = parse(placed(block));
  // SAFETY: what the page writes; a part that lacks fails the test.
  const server = (languages["language-server"] as Record<string, unknown>)[
    "snakebridge"
  ] as HelixServer;
  const env = { ...process.env, ...server.environment };
  const program = spawn(server.command, server.args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(program, "exit");
  const client = createMessageConnection(program.stdout, program.stdin);
  client.listen();
  const params = { capabilities: {}, initializationOptions: server.config };
  expect(await client.sendRequest("initialize", params)).toMatchObject({
    capabilities: {
      executeCommandProvider: { commands: ["snakebridge.attach", "snakebridge.run"] },
    },
  });
  await client.sendRequest("shutdown", {});
  await client.sendNotification("exit");
  expect(await exit).toEqual([0, null]);
  client.dispose();
});

it("Neovim runs a line with what is written, then hovers, completes and goes to it", async ({
  skip,
}) => {
  skip(!isNeovimInstalled(), "there is no Neovim on this machine");
  const folder = await mkdtemp(join(tmpdir(), "snakebridge-neovim-"));
  try {
    await writeFile(join(folder, "a.py"), "# 😀\nimport re\np = re.compile('a')\np.fi\n");
    const script = join(folder, "walk.lua");
    const lua = blocksOf(document, "lua").map(placed).join("\n");
    await writeFile(script, `${before}\n${lua}\n${walk}`);
    const args = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`];
    const editor = spawn("nvim", args, { cwd: folder, stdio: "ignore" });
    expect(await once(editor, "exit")).toEqual([0, null]);
    const told: unknown = JSON.parse(await readFile(join(folder, "told.json"), "utf8"));
    const hover: unknown = expect.stringContaining("**p** — re\\.Pattern");
    expect(told).toEqual({
      hover,
      completion: ["findall", "finditer"],
      definition: [2, 0],
      signature: "compile(pattern, flags=0)",
      problem: "Python cannot read",
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** `vim.lsp.start` came with Neovim 0.8; what stands in Debian 12 is 0.7. */
const before = `
vim.lsp.start = vim.lsp.start or function(config)
  local client = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, client)
end
`;

const walk = `
vim.cmd("filetype on")
vim.cmd("edit a.py")
local ready = vim.wait(20000, function()
  local clients = vim.tbl_values(vim.lsp.buf_get_clients(0))
  return clients[1] ~= nil and clients[1].initialized == true
end)
if not ready then vim.cmd("cquit") end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  return vim.tbl_values(answers)[1] or {}
end
local function at(line, character)
  return { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
end

local position = { line = 2, character = 0 }
local range = { start = position, ["end"] = position }
ask("workspace/executeCommand", {
  command = "snakebridge.run", arguments = { { uri = vim.uri_from_bufnr(0), range = range } },
})
local told = {}
told.hover = ask("textDocument/hover", at(2, 0)).result.contents.value
told.completion = vim.tbl_map(function(item) return item.label end,
  vim.tbl_filter(function(item) return item.label:find("^fi") end,
    ask("textDocument/completion", at(3, 4)).result.items))
local target = ask("textDocument/definition", at(3, 0)).result.range.start
told.definition = { target.line, target.character }
vim.api.nvim_buf_set_text(0, 3, 0, 3, 4, { "re.compile(" })
told.signature = ask("textDocument/signatureHelp", at(3, 11)).result.signatures[1].label
local broken = { line = 3, character = 0 }
local failure = ask("workspace/executeCommand", {
  command = "snakebridge.run",
  arguments = { { uri = vim.uri_from_bufnr(0), range = { start = broken, ["end"] = broken } } },
})
told.problem = failure.error.message:match("^Python cannot read")
vim.fn.writefile({ vim.fn.json_encode(told) }, "told.json")
vim.cmd("qall!")
`;
