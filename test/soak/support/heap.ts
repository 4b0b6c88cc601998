/** What a workbench holds in memory after collecting garbage: the extension host, and the page with all its webviews. */
import type { Workbench } from "../../ui/support/workbench.ts";

/** Bytes of heap in use. */
export interface Heap {
  readonly host: number;
  /** A webview shares the heap of the workbench's page: what this grows by, no webview has grown by more. */
  readonly page: number;
}

/** Needs the companion of `test/fixtures/companion` beside the extension. */
export async function weigh(workbench: Workbench): Promise<Heap> {
  return { host: await weighHost(workbench), page: await weighPage(workbench) };
}

async function weighHost(workbench: Workbench): Promise<number> {
  await workbench.runCommand("Companion: Weigh the Extension Host");
  const item = workbench.statusBarItem(/^weighs \d+$/);
  await item.waitFor();
  const text = await item.innerText();
  await workbench.runCommand("Companion: Forget the Weight");
  await item.waitFor({ state: "detached" });
  return Number(text.replace(/\D/g, ""));
}

async function weighPage({ page }: Workbench): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}
