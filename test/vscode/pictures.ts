/**
 * `npm run pictures`: keeps a picture of each state of `test/ui/states.ts` in each theme, taken of the real VS Code,
 * in `docs/images`, and those of the walkthrough in `media`. With arguments it takes only the states whose name starts
 * with one of them; "walkthrough" is one more.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { picturedStages, type Scene, type Stage, type State } from "../ui/states.ts";
import { Inspector } from "../ui/support/inspector.ts";
import { themeNames, Workbench, type ThemeName } from "../ui/support/workbench.ts";
import { ensureWorkbench } from "./setup/ensure.ts";
import { repositoryRoot } from "./setup/paths.ts";
import { run } from "./setup/run.ts";
import { takeWalkthrough } from "./walkthroughPictures.ts";
import type { Settings } from "./workbenchServer.ts";

const folder = join(repositoryRoot, "docs", "images");
const fileSuffixes: Readonly<Record<ThemeName, string>> = {
  light: "light",
  dark: "dark",
  highContrast: "hc-dark",
  highContrastLight: "hc-light",
};
/** Of WebP, in percent: letters keep their edges. */
const quality = 82;
/** What shows of the inspector where its upper part is all there is to see. */
const inspectorHeight = 440;

/** Less of what has nothing to do with us. */
const plainWindow: Settings = { "editor.minimap.enabled": false, "window.title": "${rootName}" };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function placeOf({ picture }: State, { page }: Workbench): Promise<Box> {
  if (picture === "window") return { x: 0, y: 0, ...(page.viewportSize() ?? noSize()) };
  const box = await page.locator(".part.sidebar").boundingBox();
  if (!box) return noSize();
  return picture === "inspector" ? { ...box, height: inspectorHeight } : box;
}

function noSize(): never {
  throw new Error("what is to be on the picture has no size");
}

async function take(state: State, workbench: Workbench, theme: ThemeName): Promise<void> {
  const clip = { ...(await placeOf(state, workbench)), scale: 1 };
  const page = await workbench.page.context().newCDPSession(workbench.page);
  const { data } = await page.send("Page.captureScreenshot", { format: "webp", quality, clip });
  await page.detach();
  const path = join(folder, `${state.name}-${fileSuffixes[theme]}.webp`);
  await writeFile(path, Buffer.from(data, "base64"));
  console.log(path);
}

async function takeAll(state: State, scene: Scene): Promise<void> {
  const { workbench } = scene;
  const isFleeting = state.isFleeting ?? false;
  if (!isFleeting) await state.show(scene);
  for (const theme of themeNames) {
    await workbench.useTheme(theme);
    await scene.inspector.leave();
    if (isFleeting) await state.show(scene);
    await take(state, workbench, theme);
    if (isFleeting) await state.leave?.(scene);
  }
  if (!isFleeting) await state.leave?.(scene);
}

async function walk({ options, states }: Stage, isWanted: (state: State) => boolean) {
  const last = states.findLastIndex(isWanted);
  if (last < 0) return;
  const settings = { ...plainWindow, ...options.settings };
  await using workbench = await Workbench.start({ ...options, settings, pixelRatio: 2 });
  const scene: Scene = { workbench, inspector: new Inspector(workbench) };
  for (const state of states.slice(0, last + 1)) {
    if (isWanted(state)) await takeAll(state, scene);
    else {
      await state.show(scene);
      await state.leave?.(scene);
    }
  }
}

const wanted = process.argv.slice(2);
const isWanted = (name: string) =>
  wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix));
await ensureWorkbench();
await run("npm", ["run", "--silent", "build"], { cwd: repositoryRoot });
await mkdir(folder, { recursive: true });
for (const stage of picturedStages) {
  await walk(stage, ({ name }) => isWanted(name));
}
if (isWanted("walkthrough")) await takeWalkthrough();
