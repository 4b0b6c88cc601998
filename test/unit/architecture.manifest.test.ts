/**
 * The manifest and the code name the same things: every command, setting, view and context key of
 * package.json is used by the host and seen by a test, and the host uses no other.
 */
import { describe, expect, it } from "vitest";

import { commandTable, notOffered } from "../ui/sweep/commandTable.js";
import { filesUnder, readSource, stringsIn } from "../support/sources.js";

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { id: string }[];
    readonly keybindings: readonly { command: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { id: string }[] };
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly colors: readonly { id: string }[];
  };
}

const manifestText = readSource("package.json");
// SAFETY: vsce checks the manifest's shape; a missing part fails a test here.
const { capabilities, contributes } = JSON.parse(manifestText) as Manifest;
// SAFETY: as VS Code requires.
const phrases = JSON.parse(readSource("package.nls.json")) as Readonly<Record<string, string>>;

const commands = contributes.commands.map(({ command }) => command);
const settings = Object.keys(contributes.configuration.properties);
const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
const others = [...contributes.submenus, ...contributes.colors].map(({ id }) => id);

const whenClauses = Array.from(
  manifestText.matchAll(/"when": "([^"]*)"/g),
  ([, when = ""]) => when,
);
const contextKeys = [
  ...new Set(whenClauses.flatMap((when) => when.match(/\bsnakebridge\.\w+(?!')\b/g) ?? [])),
].filter((key) => !views.includes(key));

const hostStrings = stringsUnder("src/extension");
/** A command counts as tested where it is run: in VS Code. */
const testStrings = new Set(
  ["host", "ui", "package"].flatMap((name) => [...stringsUnder(`test/${name}`)]),
);

function stringsUnder(folder: string): Set<string> {
  return new Set(filesUnder(folder, /\.(ts|mjs)$/).flatMap(stringsIn));
}

/** Our ids as one sees them in code: a dotted name in our name space. */
function idsIn(strings: ReadonlySet<string>): string[] {
  return [...strings].filter((text) => /^snakebridge(\.\w+)+$/.test(text)).sort();
}

const phraseOf = (title: string) => phrases[title.replaceAll("%", "")] ?? "";

/** The spellings by which code may name a setting: whole, or below the section it asked for. */
const settingNames = (id: string) => [id, id.replace(/^snakebridge\./, "")];

describe("every command", () => {
  it("has the category and a capitalised title", () => {
    const odd = contributes.commands.filter(
      ({ title, category }) => category !== "SnakeBridge" || !/^[A-Z]/.test(phraseOf(title)),
    );
    expect(odd).toEqual([]);
  });

  it("is registered by the host", () => {
    expect(commands.filter((id) => !hostStrings.has(id))).toEqual([]);
  });

  it("is run by a test in VS Code, by its id, from the palette, or from a menu", () => {
    const isTested = ({ command, title }: Manifest["contributes"]["commands"][number]) =>
      [command, `SnakeBridge: ${phraseOf(title)}`, phraseOf(title)].some((name) =>
        testStrings.has(name),
      );
    const untested = contributes.commands.filter((command) => !isTested(command));
    expect(untested.map(({ command }) => command)).toEqual([]);
  });
});

describe("the palette", () => {
  const hidden = (contributes.menus["commandPalette"] ?? []).map(({ command }) => command);

  it("hides what needs rows or a notebook, and the table of commands knows it", () => {
    expect([...notOffered].sort()).toEqual(hidden.sort());
  });

  it("offers what the table of commands goes through, in every condition", () => {
    const offered = commands.filter((command) => !hidden.includes(command));
    expect(commandTable.map(({ command }) => command).sort()).toEqual(offered.sort());
  });
});

describe("every setting", () => {
  it("is read by the host", () => {
    const unread = settings.filter((id) => !settingNames(id).some((name) => hostStrings.has(name)));
    expect(unread).toEqual([]);
  });

  it("is set by a test in VS Code", () => {
    const unset = settings.filter((id) => !settingNames(id).some((name) => testStrings.has(name)));
    expect(unset).toEqual([]);
  });
});

describe("every view", () => {
  it("lies in a container of ours", () => {
    expect(Object.keys(contributes.views).filter((id) => !containers.includes(id))).toEqual([]);
  });

  it("is provided by the host", () => {
    expect(views.filter((id) => !hostStrings.has(id))).toEqual([]);
  });

  it("is seen by a test in VS Code", () => {
    const isSeen = (id: string) => [...testStrings].some((text) => text.startsWith(id));
    expect(views.filter((id) => !isSeen(id))).toEqual([]);
  });
});

describe("the host", () => {
  it("sets every context key that the manifest asks for", () => {
    expect(contextKeys.filter((key) => !hostStrings.has(key))).toEqual([]);
  });

  it("uses no id that the manifest lacks", () => {
    const known = new Set([...commands, ...settings, ...containers, ...views, ...others]);
    const unknown = idsIn(hostStrings).filter((id) => !known.has(id) && !contextKeys.includes(id));
    expect(unknown).toEqual([]);
  });
});

describe("every action above the view", () => {
  it("is in the palette, or has a key", () => {
    const byKey = new Set(contributes.keybindings.map(({ command }) => command));
    const hidden = contributes.menus["commandPalette"]?.filter(({ when }) => when === "false");
    const unreachable = contributes.menus["view/title"]?.filter(
      ({ command }) =>
        !byKey.has(command ?? "") && hidden?.some((item) => item.command === command),
    );
    expect(unreachable).toEqual([]);
  });
});

describe("the manifest", () => {
  it("offers no command that it does not declare", () => {
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const offered = items.flatMap(({ command }) => command ?? []);
    // VS Code's own, which lacks the key that people of notebooks press.
    const known = [...commands, "notebook.cell.execute"];
    expect(offered.filter((command) => !known.includes(command))).toEqual([]);
  });

  it("keeps what decides which program runs from workspaces that are not trusted", () => {
    const deciding = settings.filter((id) => /\.(python|env|cwd|pools)\b/.test(id));
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    expect(deciding.length).toBeGreaterThan(0);
    expect([...restrictedConfigurations].sort()).toEqual(deciding.sort());
  });

  it("has a phrase for every key and a key for every phrase", () => {
    const keys = Array.from(manifestText.matchAll(/"%([^%"]+)%"/g), ([, key = ""]) => key);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(phrases).sort());
  });
});
