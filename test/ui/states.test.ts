/**
 * Every state of the inspector, in every theme, before axe: no rule of accessibility is broken. And all that can be
 * pressed there can be pressed without a mouse.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { stages, type Scene } from "./states.ts";
import { findViolations } from "./support/axe.ts";
import { unreachable } from "./support/buttons.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { themeNames, Workbench } from "./support/workbench.ts";
import { WornThemes } from "./support/wornThemes.ts";

describe.each(stages)("$name", ({ options, states }) => {
  let scene: Scene;
  let themes: WornThemes | undefined;

  beforeAll(async () => {
    const workbench = await Workbench.start({ theme: "highContrastLight", ...options });
    scene = { workbench, inspector: new Inspector(workbench) };
  });

  keepPictures("states", () => scene.workbench);

  afterAll(() => scene.workbench[Symbol.asyncDispose]());

  describe.each(states)("in state $name", ({ show, leave, isFleeting }) => {
    beforeAll(() => show(scene));

    test("axe finds nothing, in any theme", async () => {
      const frame = await scene.inspector.frame();
      themes ??= await WornThemes.read(scene.workbench, frame);
      for (const theme of themeNames) {
        await themes.putOn(frame, theme);
        expect(await findViolations(frame), theme).toEqual([]);
      }
    });

    test.skipIf(isFleeting)("the keyboard reaches every button that the mouse finds", async () => {
      const frame = await scene.inspector.frame();
      expect(await unreachable(scene.workbench.page, frame)).toEqual([]);
    });

    afterAll(() => leave?.(scene));
  });
});
