/**
 * Objects as images and as HTML, as a person uses them and a screen reader names them: small in their rows, in full in
 * a panel; and HTML that would act, load or link does none of it. The tests go on from one another.
 */
import { readFile } from "node:fs/promises";

import type { Frame, FrameLocator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { payloads } from "../support/injection.ts";
import { pytestInterpreter } from "../vscode/setup/pythonTools.ts";
import { Alarms } from "./support/alarms.ts";
import { keepPictures } from "./support/failures.ts";
import { Inspector } from "./support/inspector.ts";
import { Workbench } from "./support/workbench.ts";

const creation = "exhibition = Exhibition()";

let workbench: Workbench;
let inspector: Inspector;
let alarms: Alarms;

beforeAll(async () => {
  // The one that has matplotlib, Pillow and pandas.
  workbench = await Workbench.start({ settings: { "snakebridge.python.path": pytestInterpreter } });
  inspector = new Inspector(workbench);
  alarms = new Alarms(workbench.page);
  await workbench.editor.open("pictures.py");
  await workbench.editor.select(creation);
  await workbench.runCommand("SnakeBridge: Call");
  await workbench.editor.waitForDecoration(creation, "⇒");
  await workbench.showView("SnakeBridge");
  await inspector.expand("exhibition");
});

afterAll(() => workbench[Symbol.asyncDispose]());

keepPictures("pictures", () => workbench);

function page(): FrameLocator {
  return workbench.panel("snakebridge.snakebridge");
}

function content(): FrameLocator {
  return page().frameLocator("iframe");
}

async function closePanel(): Promise<void> {
  await workbench.runCommand("View: Close Editor");
}

test("a figure, an image of Pillow, a drawing and bytes of an image show small in their rows when asked", async () => {
  const alternatives = {
    figure: "Figure, 640 × 480 pixels",
    photo: "Image, 320 × 200 pixels",
    badge: "Badge",
    pixel: "bytes, 2 × 2 pixels",
  };
  for (const [name, alternative] of Object.entries(alternatives)) {
    expect(await inspector.row(name).getByRole("img").count()).toBe(0);
    await inspector.press(name, `Show ${name} as image`);
    await inspector.row(name).getByRole("img", { name: alternative, exact: true }).waitFor();
  }
});

test("what cannot be drawn says why in its row, and can be tried again", async () => {
  await inspector.press("torn", "Show torn as image");
  await inspector.rowMatching(/^torn, exhibition\.Torn, RuntimeError: torn apart/).waitFor();
  await inspector.button("Retry torn").waitFor();
});

test("an image opens in full, in its own size, and is saved as it is", async () => {
  await inspector.press("figure", "Open image of figure");
  const image = page().getByRole("img", { name: "Figure, 640 × 480 pixels" });
  await image.waitFor();
  await page().getByText("Figure · 640 × 480 pixels · PNG").waitFor();
  await page().getByRole("button", { name: "100 %: show the image in its own size" }).click();
  await page().getByRole("status").getByText("In its own size").waitFor();
  expect(await image.evaluate((drawn) => drawn.getBoundingClientRect().width)).toBe(640);
  await page().getByRole("button", { name: "Save As… a file" }).click();
  // The dialog proposes a place in the workspace, in its own time.
  const { input } = workbench.quickPick;
  await expect.poll(() => input.inputValue(), { timeout: 20_000 }).toMatch(/\.png$/);
  const file = await input.inputValue();
  await workbench.page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
  // Written when the host gets to it: the dialog closes before.
  const saved = async () => (await readFile(file)).subarray(1, 4).toString();
  await expect.poll(saved, { timeout: 20_000 }).toBe("PNG");
  await closePanel();
});

test("the row's menu and the palette show the same, and say why there is nothing", async () => {
  await inspector.row("photo").click({ button: "right" });
  await workbench.menuItem("Show as Image").hover();
  await workbench.page.keyboard.press("Enter");
  await page().getByRole("img", { name: "Image, 320 × 200 pixels" }).waitFor();
  await closePanel();
  await workbench.runCommand("SnakeBridge: Show as HTML");
  await (await workbench.quickPick.find("exhibition")).click();
  const said = "'Exhibition' shows itself as none of text/html";
  await page().getByRole("alert").getByText(said).waitFor();
  await closePanel();
});

test("a frame shows as HTML, its values as text and in the colours of the theme", async () => {
  await inspector.press("cities", "Show cities as HTML");
  await content().getByRole("cell", { name: "<b>Rome</b>" }).waitFor();
  await page().getByTitle("exhibition.cities as HTML").waitFor();
  const color = (selector: string) =>
    content()
      .locator(selector)
      .evaluate((element) => getComputedStyle(element).color);
  expect(await color("body")).toBe(
    await page()
      .locator("body")
      .evaluate((body) => getComputedStyle(body).color),
  );
  await closePanel();
});

test("HTML keeps its styles and loses what acts, asks and links", async () => {
  await inspector.press("styled", "Show styled as HTML");
  const cell = content().getByRole("cell", { name: "two" });
  await cell.waitFor();
  const colorOf = (element: Element) => getComputedStyle(element).color;
  expect(await cell.evaluate(colorOf)).toBe("rgb(4, 5, 6)");
  expect(await content().getByText("one").evaluate(colorOf)).toBe("rgb(1, 2, 3)");
  expect(await content().getByText("one").getAttribute("colspan")).toBe("2");
  expect(await content().locator("path").getAttribute("d")).toBe("M0 0H30V20Z");
  expect(await content().locator("form, input, [href]").count()).toBe(0);
  expect(await page().locator("iframe").getAttribute("sandbox")).toBe("");
  expect(raised()).toEqual([]);
});

test("no hostile HTML runs, loads or plants anything", async () => {
  const frame = await frameOf(page());
  const planted = await frame.evaluate(showEach, payloads);
  expect(planted).toEqual([]);
  expect(raised()).toEqual([]);
});

test("a page whose ref goes says so", async () => {
  await inspector.press("exhibition", "Release exhibition");
  await page().getByRole("alert").getByText("The ref is gone: released.").waitFor();
});

/** What happened. While the sanitiser reads what it takes out, the policy of the page reports that it stops it. */
function raised(): readonly string[] {
  return alarms.raised.filter((alarm) => !alarm.startsWith("stopped: "));
}

async function frameOf(content: FrameLocator): Promise<Frame> {
  const main = await content.locator("snakebridge-display").elementHandle();
  const frame = await main.ownerFrame();
  if (!frame) throw new Error("The page has no frame");
  return frame;
}

/**
 * Runs in the page: gives it each text as the host would, and tells what is left that could act. Then shows them all,
 * many at a time: what one leaves open is closed before the next.
 */
async function showEach(texts: readonly string[]): Promise<string[]> {
  const forbidden =
    "script, iframe, frame, object, embed, form, input, button, select, textarea, base, link, " +
    "meta:not([charset], [http-equiv='Content-Security-Policy']), audio, video, source, template, " +
    "[action], [formaction], [srcset], [background], [poster], [ping], [target]";
  const ends =
    "--></style></script></textarea></title></xmp></noscript></template></svg></math></table>";
  const view = document.querySelector("iframe");
  const show = async (html: string): Promise<string> => {
    const taken = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
    window.postMessage({ kind: "html", html }, "*");
    await taken;
    return view?.srcdoc ?? "";
  };
  const isActive = (element: Element): boolean =>
    element.matches(forbidden) ||
    Array.from(element.attributes).some(
      ({ name, value }) =>
        name.startsWith("on") || (/href$|^src$/.test(name) && !/^(#|data:image\/)/i.test(value)),
    );
  const left: string[] = [];
  for (const html of texts) {
    const shown = new DOMParser().parseFromString(await show(html), "text/html");
    if (Array.from(shown.querySelectorAll("*")).some(isActive)) left.push(html);
  }
  for (let start = 0; start < texts.length; start += 30) {
    const loaded = new Promise((resolve) =>
      view?.addEventListener("load", resolve, { once: true }),
    );
    await show(texts.slice(start, start + 30).join(ends));
    await loaded;
  }
  return left;
}
