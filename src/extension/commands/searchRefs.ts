/** Search Refs: names, keys and values of what is alive, as one types; choosing a hit shows its ref. */
import * as vscode from "vscode";

import type { SearchHit } from "../../bridge/index.js";
import { RefSearch, type SearchState } from "../refSearch.js";
import { readRow } from "../rowArgument.js";
import type { Services } from "../services.js";
import { explainError } from "../userErrors.js";
import { plainText } from "../plainText.js";
import { refsText } from "../words.js";
import { requireRefs } from "./chosenRef.js";

interface HitItem extends vscode.QuickPickItem {
  readonly hit: SearchHit;
}

interface Toggle extends vscode.QuickInputButton {
  readonly option: "caseSensitive" | "regularExpression";
  readonly name: string;
}

const icons: Readonly<Record<SearchHit["matched"], vscode.ThemeIcon>> = {
  name: new vscode.ThemeIcon("symbol-field"),
  value: new vscode.ThemeIcon("symbol-constant"),
  type: new vscode.ThemeIcon("symbol-class"),
};

/** `argument` may be a session's row: then only that session is searched; `{ query }` is searched for at once. */
export async function searchRefs(services: Services, argument: unknown): Promise<void> {
  const bridge = await services.bridge.get();
  await requireRefs(bridge);
  const labels = new Map((await bridge.sessions()).map(({ id, label }) => [id, label ?? id]));
  const { sessionId, query = "" } = readRow(argument);
  const hit = await new SearchPick(services, labels, sessionId).choose(query);
  if (hit) await services.view.reveal(hit.session, hit.ref, hit.path);
}

class SearchPick {
  readonly #pick = vscode.window.createQuickPick<HitItem>();
  readonly #search: RefSearch;
  readonly #labels: ReadonlyMap<string, string>;
  readonly #session: string | undefined;
  readonly #chosen = new Set<Toggle>();

  constructor(
    { bridge }: Services,
    labels: ReadonlyMap<string, string>,
    session: string | undefined,
  ) {
    this.#labels = labels;
    this.#session = session;
    this.#search = new RefSearch(
      { search: async (query, options) => (await bridge.get()).search(query, options) },
      (state) => this.#show(state),
    );
  }

  /** The hit the person chooses, if any. */
  choose(query: string): Promise<SearchHit | undefined> {
    const pick = this.#pick;
    pick.placeholder = vscode.l10n.t("Name, key or value to look for in what is alive");
    pick.buttons = toggles();
    pick.keepScrollPosition = true;
    pick.onDidChangeValue(() => this.#begin());
    pick.onDidTriggerButton((button) => this.#toggle(button));
    pick.value = query;
    this.#begin();
    return new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.activeItems;
        if (!item) return;
        resolve(item.hit);
        pick.hide();
      });
      pick.onDidHide(() => {
        this.#search.dispose();
        resolve(undefined);
        pick.dispose();
      });
      pick.show();
    });
  }

  #begin(): void {
    this.#pick.items = [];
    const isOn = (option: Toggle["option"]) =>
      [...this.#chosen].some((chosen) => chosen.option === option);
    this.#search.query(this.#pick.value, {
      caseSensitive: isOn("caseSensitive"),
      regularExpression: isOn("regularExpression"),
      ...(this.#session !== undefined && { session: this.#session }),
    });
  }

  #toggle(button: vscode.QuickInputButton): void {
    const toggle = this.#pick.buttons.filter(isToggle).find((known) => known === button);
    if (!toggle) return;
    if (!this.#chosen.delete(toggle)) this.#chosen.add(toggle);
    this.#begin();
  }

  #show(state: SearchState): void {
    const { items } = this.#pick;
    this.#pick.busy = state.isSearching;
    this.#pick.title = titleOf(state, [...this.#chosen]);
    if (state.hits.length <= items.length) return;
    // What is selected stays so while more come.
    const active = items.length > 0 ? this.#pick.activeItems : undefined;
    const more = state.hits.slice(items.length).map((hit) => this.#itemOf(hit));
    this.#pick.items = [...items, ...more];
    if (active) this.#pick.activeItems = active;
  }

  #itemOf(hit: SearchHit): HitItem {
    const preview = hit.summary?.preview.map(({ text }) => text).join("") ?? "";
    const session = this.#labels.size > 1 ? this.#labels.get(hit.session) : undefined;
    const description = plainText([preview, session].filter(Boolean).join(" · "));
    // Python has filtered; VS Code would drop what matches by its value or by an expression.
    const label = plainText(hit.title);
    return { label, description, iconPath: icons[hit.matched], alwaysShow: true, hit };
  }
}

function toggles(): readonly Toggle[] {
  return [
    toggle("caseSensitive", "case-sensitive", vscode.l10n.t("Match Case")),
    toggle("regularExpression", "regex", vscode.l10n.t("Regular Expression")),
  ];
}

function toggle(option: Toggle["option"], icon: string, name: string): Toggle {
  return { option, name, tooltip: name, iconPath: new vscode.ThemeIcon(icon) };
}

function isToggle(button: vscode.QuickInputButton): button is Toggle {
  return "option" in button;
}

/** What was found, and how much was covered; with the options that are on. */
function titleOf({ hits, coverage, isSearching, error }: SearchState, chosen: readonly Toggle[]) {
  const options = chosen.map(({ name }) => name).join(", ");
  const title =
    options === "" ? vscode.l10n.t("Search Refs") : vscode.l10n.t("Search Refs ({0})", options);
  if (error !== undefined) return `${title}: ${explainError(error)?.message ?? ""}`;
  if (!coverage) return title;
  const { refsVisited, refsTotal, objectsVisited, isComplete } = coverage;
  const found = hits.length;
  if (isComplete)
    return vscode.l10n.t("{0}: {1} found, searched all of {2}", title, found, refsText(refsTotal));
  if (!isSearching)
    return vscode.l10n.t("{0}: {1} found, but not everything was searched", title, found);
  const objects = objectsVisited.toLocaleString(vscode.env.language);
  const share = vscode.l10n.t("{0} of {1}", refsVisited, refsText(refsTotal));
  return vscode.l10n.t(
    "{0}: {1} found so far, searched {2} with {3} objects",
    title,
    found,
    share,
    objects,
  );
}
