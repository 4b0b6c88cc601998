/**
 * What a screen reader gets of the tree: each row with role, name, place and states, a line a row. What differs from
 * one machine or moment to the next is left out.
 */
import type { Frame } from "playwright-core";

/** Empty where there is no tree. */
export async function spokenRows(frame: Frame): Promise<string> {
  await frame.waitForFunction(() => document.querySelector(".row-pending") === null);
  const rows = await frame.evaluate(readRows);
  return rows.map((row) => `${steady(row)}\n`).join("");
}

function steady(row: string): string {
  return row
    .replaceAll(/Python \d[\d.]*/g, "Python ‹version›")
    .replaceAll(/expires in [^,"]+/g, "expires in ‹time›")
    .replaceAll(/\b[\d.,]+ [kMG]?B\b/g, "‹size›")
    .replaceAll(/0x[\da-f]+/g, "‹address›")
    .replaceAll(/(inherited|functions|special), \d+"/g, '$1, ‹count›"');
}

/** Runs in the page. */
function readRows(): string[] {
  return Array.from(document.querySelectorAll("[role=tree] [role=treeitem]"), (row) => {
    const told = (name: string) => row.getAttribute(`aria-${name}`) ?? "";
    const states = ["expanded", "selected", "busy"].filter((name) => told(name) === "true");
    if (told("expanded") === "false") states.unshift("collapsed");
    const name = row.querySelector(".spoken")?.textContent ?? "";
    const place = `level ${told("level")}, ${told("posinset")} of ${told("setsize")}`;
    const indent = "  ".repeat(Number(told("level")) - 1);
    return `${indent}treeitem "${name}" [${[place, ...states].join(", ")}]`;
  });
}
