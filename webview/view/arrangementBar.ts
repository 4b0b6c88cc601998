/**
 * The slim bar above the tree: what to list of the refs, in which order, in which groups; and, while a filter is
 * set, how many there are. It asks nothing itself.
 */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

import type { RefGrouping, RefSort } from "../../src/protocol/arranging.js";
import { iconButton, iconChoice, searchField } from "../controls.js";
import type { Intents } from "../intents.js";
import { coverage, isFiltered } from "../model/arrangement.js";
import type { Arrangement } from "../model/arrangement.js";
import type { PanelState } from "../model/state.js";

import { groupDigits } from "./facts.js";

const sortNames: readonly (readonly [RefSort | "", string])[] = [
  ["", "Sort by creation"],
  ["name", "Sort by name"],
  ["type", "Sort by type"],
  ["size", "Sort by size"],
  ["age", "Sort by age"],
  ["remaining", "Sort by time left"],
  ["used", "Sort by recent use"],
];

type Grouping = RefGrouping | "" | "all types" | "all origins";

const groupNames: readonly (readonly [Grouping, string])[] = [
  ["", "Group by session"],
  ["type", "Group by type"],
  ["origin", "Group by origin"],
  ["all types", "Group all sessions by type"],
  ["all origins", "Group all sessions by origin"],
];

const groupings: Readonly<Record<Grouping, Pick<Arrangement, "group" | "acrossSessions">>> = {
  "": { group: null, acrossSessions: false },
  type: { group: "type", acrossSessions: false },
  origin: { group: "origin", acrossSessions: false },
  "all types": { group: "type", acrossSessions: true },
  "all origins": { group: "origin", acrossSessions: true },
};

function groupingOf({ group, acrossSessions }: Arrangement): Grouping {
  if (acrossSessions !== true || group === null) return group ?? "";
  return group === "type" ? "all types" : "all origins";
}

/** Nothing while there is nothing to arrange. */
export function arrangementBar(
  state: PanelState,
  intents: Intents,
): TemplateResult | typeof nothing {
  const { arrangement, sessions } = state;
  if (sessions.every(({ isBare }) => isBare === true)) return nothing;
  const { sort, descending, filter } = arrangement;
  return html`<div class="arrangement" role="toolbar" aria-label="Arrange refs">
    ${searchField({
      label: "Filter refs",
      placeholder: "Filter by name, type, value",
      value: filter,
      onInput: (text) => intents.arrange({ filter: text }),
    })}
    <span class="coverage" aria-live="polite"
      >${isFiltered(arrangement) ? coverageText(state) : ""}</span
    >
    ${iconChoice("list-ordered", {
      label: "Sort refs",
      options: sortNames,
      value: sort ?? "",
      onChoose: (name) => intents.arrange({ sort: name === "" ? null : name }),
    })}
    ${iconButton(descending ? "arrow-down" : "arrow-up", {
      label: descending ? "Sort ascending" : "Sort descending",
      onPress: () => intents.arrange({ descending: !descending }),
    })}
    ${iconChoice("group-by-ref-type", {
      label: "Group refs",
      options: groupNames,
      value: groupingOf(arrangement),
      onChoose: (name) => intents.arrange(groupings[name]),
    })}
  </div>`;
}

function coverageText(state: PanelState): string {
  const { listed, of, isComplete } = coverage(state);
  return `${groupDigits(listed)} of ${groupDigits(of)}${isComplete ? "" : " …"}`;
}
