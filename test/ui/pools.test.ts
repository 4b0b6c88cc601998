/** Pools as a person meets them: chosen for a new session, seen in the inspector, steered one by one. */
import { afterAll, beforeAll, test } from "vitest";

import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

const pools = { main: { env: { MODE: "careful" } }, gpu: { affinity: "strict_fail_fast" } };
const binding = "event = threading.Event()";

let workbench: Workbench;
let inspector: Inspector;

beforeAll(async () => {
  workbench = await Workbench.start({ settings: { "snakebridge.pools": pools } });
  inspector = new Inspector(workbench);
});

keepPictures("pools", () => workbench);

afterAll(() => workbench[Symbol.asyncDispose]());

async function call(text: string): Promise<void> {
  await workbench.editor.select(text);
  await workbench.runCommand("SnakeBridge: Call");
}

/** Answers the question that is open, once it says this. */
async function answer(question: RegExp | string, text: string): Promise<void> {
  const { page, quickPick } = workbench;
  await page.locator(".quick-input-widget:visible").getByText(question).waitFor();
  await quickPick.input.fill(text);
  await page.keyboard.press("Enter");
}

test("New Session asks for the pool, and the inspector shows which session lives where", async () => {
  const { editor, page, quickPick } = workbench;
  await editor.open("waiting.py");
  await call(binding);
  await editor.waitForDecoration(binding, "Event");
  await workbench.runCommand("SnakeBridge: New Session");
  await answer(/^Name of the session/, "training");
  await quickPick.entry("gpu").click();
  await quickPick.entry("Make training").waitFor();
  await page.keyboard.press("Enter");
  await workbench.statusBarItem("training").waitFor();
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.showView("SnakeBridge");
  await inspector.rowMatching(/^main-1, Python 3\.\d+\.\d+, ready(,|$)/).waitFor();
  await inspector.rowMatching(/^gpu-1, Python 3\.\d+\.\d+, ready(,|$)/).waitFor();
  await inspector.row("training", "current session", "1 ref").waitFor();
});

test("refs of all sessions stand together by what they have in common, and say whose they are", async () => {
  await inspector.choose("Group refs", "Group all sessions by type");
  await inspector.row("threading.Event", "2").waitFor();
  await inspector.rowMatching(/^event, threading\.Event, .*, of waiting\.py$/).waitFor();
  await inspector.rowMatching(/^event, threading\.Event, .*, of training$/).waitFor();
  await inspector.choose("Group refs", "Group by session");
  await inspector.row("training", "current session", "1 ref").waitFor();
});

test("a call that would have to wait says so, and Interrupt frees its worker", async () => {
  const { editor } = workbench;
  await call("time.sleep(30)");
  await inspector.rowMatching(/^gpu-1, .*, running(,|$)/).waitFor();
  await call("time.ctime(0)");
  await editor.waitForDecoration("time.ctime(0)", "gpu-1 is busy, and its pool is set not to wait");
  await inspector.press("gpu-1", "Interrupt gpu-1");
  await inspector.rowMatching(/^gpu-1, .*, ready(,|$)/).waitFor();
  await workbench.runCommand("SnakeBridge: Call");
  await editor.waitForDecoration("time.ctime(0)", "1970");
});

test("New Session takes an ID and limits, and refuses what they cannot be", async () => {
  const { editor, page, quickPick } = workbench;
  await workbench.runCommand("SnakeBridge: New Session");
  await answer(/^Name of the session/, "short lived");
  await quickPick.entry("main").click();
  await quickPick.entry("Refs rest unused").click();
  await answer(/^Seconds a ref may rest/, "soon");
  await page.getByText(/^A number of seconds up to/).waitFor();
  await answer(/^A number of seconds/, "600");
  await quickPick.entry("Refs at most").click();
  await answer(/^Refs it may hold/, "50");
  await quickPick.entry("ID").click();
  await answer(/^By this ID/, "shared");
  await quickPick.entry("Make short lived").click();
  await workbench.statusBarItem("short lived").waitFor();
  await call(binding);
  await editor.waitForDecoration(binding, "Event");
  const limits = [
    "refs rest 10 minutes (set for this session)",
    "at most 50 refs (set for this session)",
  ];
  await inspector.row("short lived", "current session", "1 ref", limits.join(", ")).waitFor();
  await workbench.runCommand("SnakeBridge: New Session");
  await answer(/^Name of the session/, "another");
  await quickPick.entry("main").click();
  await quickPick.entry("ID").click();
  await answer(/^By this ID/, "shared");
  await page.getByText("There is a session with this ID: Switch Session leads to it.").waitFor();
  await page.keyboard.press("Escape");
  await quickPick.entry("Make another").waitFor();
  await page.keyboard.press("Escape");
  await quickPick.input.waitFor({ state: "hidden" });
  await workbench.runCommand("SnakeBridge: Switch Session");
  await quickPick.entry("training").click();
  await workbench.statusBarItem("training").waitFor();
});

test("Restart of one worker leaves the others and their refs", async () => {
  const { page } = workbench;
  await inspector.press("gpu-1", "Restart gpu-1");
  await workbench.showNotifications();
  const question = workbench.notification("Restarting Python loses 1 ref");
  await question.getByRole("button", { name: "Restart" }).click();
  await inspector.row("training", "lost").waitFor();
  await inspector.row("waiting.py", "1 ref").waitFor();
  await page.keyboard.press("Escape");
});

test("changing the setting offers the restart that would lose something", async () => {
  const { editor, page } = workbench;
  await workbench.runCommand("Preferences: Open User Settings (JSON)");
  await editor.tab("settings.json").waitFor();
  await editor.select("careful");
  await page.keyboard.insertText("fast");
  await page.keyboard.press("Control+S");
  await workbench.showNotifications();
  const offer = workbench.notification("main-1 runs on as it was started");
  await inspector.row("waiting.py", "1 ref").waitFor();
  await offer.getByRole("button", { name: "Restart" }).click();
  await inspector.row("waiting.py", "lost").waitFor();
});
