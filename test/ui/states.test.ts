/**
 * Every state of the inspector, in every theme, before axe: no rule of accessibility is broken. All that can be
 * pressed there can be pressed without a mouse, and what a screen reader is told of each row stands in `spoken`.
 */
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { stages, type Scene, type State } from "./states.ts";
import { findViolations } from "./support/axe.ts";
import { unreachable, unreachableInTable } from "./support/buttons.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { readRowMenus } from "./support/rowMenus.ts";
import { spokenRows } from "./support/spoken.ts";
import { themeNames, Workbench } from "./support/workbench.ts";
import { WornThemes } from "./support/wornThemes.ts";

describe.each(stages)("$name", ({ options, states }) => {
  let scene: Scene;
  let themes: WornThemes | undefined;
  const menusSeen = new Set<string>();
  const buttonsSeen = new Set<string>();

  beforeAll(async () => {
    const workbench = await Workbench.start({ theme: "highContrastLight", ...options });
    scene = { workbench, inspector: new Inspector(workbench) };
  });

  keepPictures("states", () => scene.workbench);

  afterAll(() => scene.workbench[Symbol.asyncDispose]());

  describe.each(states)("in state $name", ({ name, show, leave, isFleeting, page }) => {
    beforeAll(() => show(scene));

    test.skipIf(page === "workbench")("axe finds nothing, in any theme", async () => {
      const frame = await frameOf(page, scene);
      themes ??= await WornThemes.read(scene.workbench, frame);
      for (const theme of themeNames) {
        await themes.putOn(frame, theme, page === undefined ? "sideBar" : "editor");
        expect(await findViolations(frame), theme).toEqual([]);
      }
    });

    describe.skipIf(page !== undefined || isFleeting)("its rows", () => {
      test("are told to screen readers as they were", async () => {
        const rows = await spokenRows(await scene.inspector.frame());
        if (rows !== "") await expect(rows).toMatchFileSnapshot(`spoken/${name}.txt`);
      });

      // After Kill Worker from the palette a menu's end gives the keyboard to nobody the test could wait for.
      test.skipIf(name === "lost")("have the same menu by mouse and by keyboard", async () => {
        const menus = await readRowMenus(scene.workbench, scene.inspector, menusSeen);
        for (const { name, byMouse, byKeys } of menus) {
          expect(byKeys, name).toEqual(byMouse);
        }
      });
    });

    // Last, as it goes through the rows.
    const isOut = page === "workbench" || page === "display" || isFleeting;
    test.skipIf(isOut)("the keyboard reaches every button that the mouse finds", async () => {
      const frame = await frameOf(page, scene);
      const find = page === "table" ? unreachableInTable : unreachable;
      expect(await find(scene.workbench.page, frame, buttonsSeen)).toEqual([]);
    });

    afterAll(() => leave?.(scene));
  });
});

async function frameOf(page: State["page"], { workbench, inspector }: Scene): Promise<Frame> {
  if (page === undefined) return await inspector.frame();
  const view = workbench.panel("snakebridge.snakebridge").locator(`snakebridge-${page}`);
  const frame = await (await view.elementHandle()).ownerFrame();
  if (!frame) throw new Error(`The ${page} has no frame`);
  return frame;
}
