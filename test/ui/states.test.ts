/** Every state of the inspector, in every theme, before axe: no rule of accessibility is broken. */
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";

import { cacheFolder } from "../vscode/setup/paths.ts";
import { stages, type Scene } from "./states.ts";
import { findViolations } from "./support/axe.ts";
import { Inspector } from "./support/inspector.ts";
import { themeNames, Workbench } from "./support/workbench.ts";
import { WornThemes } from "./support/wornThemes.ts";

const failuresFolder = join(cacheFolder, "failures");

describe.each(stages)("$name", ({ options, states }) => {
  let scene: Scene;
  let themes: WornThemes | undefined;

  beforeAll(async () => {
    const workbench = await Workbench.start({ theme: "highContrastLight", ...options });
    scene = { workbench, inspector: new Inspector(workbench) };
  });

  afterAll(() => scene.workbench[Symbol.asyncDispose]());

  test.each(states)(
    "axe finds nothing in state $name, in any theme",
    async ({ name, show, leave }) => {
      onTestFailed(async () => {
        const picture = await scene.workbench.screenshot(failuresFolder, `state-${name}`);
        console.log(`screenshot: ${picture}`);
      });
      await show(scene);
      const frame = await scene.inspector.frame();
      themes ??= await WornThemes.read(scene.workbench, frame);
      for (const theme of themeNames) {
        await themes.putOn(frame, theme);
        expect(await findViolations(frame), theme).toEqual([]);
      }
      await leave?.(scene);
    },
  );
});
