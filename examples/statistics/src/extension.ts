/**
 * Describes the numbers of a selection with Python's own `statistics`, through the API that SnakeBridge gives to
 * other extensions. The distribution stays in Python as a live object, in a session of this extension's own,
 * where the inspector shows it.
 */
import * as vscode from "vscode";

import type { Ref, SnakeBridge, SnakeBridgeApi } from "snakebridge/api";

const session = "selection-statistics";
const fromSamples = "NormalDist.from_samples";
/** Older distributions go by themselves. */
const mostKept = 10;

let bridge: SnakeBridge | undefined;

export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const command = "selectionStatistics.describe";
  subscriptions.push(vscode.commands.registerCommand(command, describeSelection));
}

/** Nothing is left behind in Python. */
export async function deactivate(): Promise<void> {
  await bridge?.releaseSession(session);
}

async function describeSelection(): Promise<void> {
  try {
    const summary = await describe(numbersIn(selectedText()));
    void vscode.window.showInformationMessage(summary);
  } catch (error) {
    // Restricted Mode, no Python, fewer than two numbers: each error says what is the matter.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Asks Python for the distribution, shows it in the inspector, and gives it in words. */
async function describe(numbers: readonly number[]): Promise<string> {
  const snakeBridge = await activateSnakeBridge();
  bridge = await snakeBridge.bridge();
  await bridge.openSession(session, { label: "Selection Statistics", maxRefs: mostKept });
  const options = { session, bind: "distribution" };
  const samples = [numbers];
  const distribution = await bridge.call<Ref>("statistics", fromSamples, samples, options);
  const [mean, deviation] = await Promise.all([
    distribution.attr<number>("mean"),
    distribution.attr<number>("stdev"),
  ]);
  await snakeBridge.reveal(distribution);
  return `${numbers.length} numbers: mean ${mean.toFixed(2)}, standard deviation ${deviation.toFixed(2)}`;
}

async function activateSnakeBridge(): Promise<SnakeBridgeApi> {
  const extension = vscode.extensions.getExtension<SnakeBridgeApi>("snakebridge.snakebridge");
  // `extensionDependencies` has it installed and enabled.
  if (!extension) throw new Error("SnakeBridge is not installed.");
  return await extension.activate();
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? "";
}

function numbersIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/-?\d+(\.\d+)?/g), ([digits]) => Number(digits));
}
