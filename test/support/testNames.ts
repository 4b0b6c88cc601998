/**
 * The names of the tests in a file, read and not run: whoever claims that a test exists can be held to it.
 */
import ts from "typescript";

import { readSource } from "./sources.js";

/** Names as their files write them; those made from a template keep its placeholders. */
export function testNamesIn(path: string): readonly string[] {
  return path.endsWith(".py") ? pytestNames(path) : suiteNames(path);
}

/** Functions, and the classes that Hypothesis makes of state machines. */
function pytestNames(path: string): string[] {
  const definitions = readSource(path).matchAll(/^(?:def (test_\w+)|(Test\w+)\b.* = )/gm);
  return Array.from(definitions, ([, test, machine]) => test ?? machine ?? "");
}

function suiteNames(path: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? testName(node) : stepTitle(node);
    if (name !== undefined) names.push(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true));
  return names;
}

/** `test("…", …)`, also `test.for([…])("…", …)` and a test with fixtures of its own under another name. */
function testName(call: ts.CallExpression): string | undefined {
  const [title] = call.arguments;
  if (!title || !ts.isExpressionStatement(call.parent)) return undefined;
  const runner = rootOf(call.expression);
  const isOwnName = ts.isIdentifier(call.expression) && !/^(describe|suite)$/.test(runner);
  if (!isOwnName && !/^(test|it|bridgeTest)$/.test(runner)) return undefined;
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? title.getText().slice(1, -1) : undefined;
}

/** The identifier that a chain of calls and accesses starts with. */
function rootOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  const isChain = ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression);
  return isChain ? rootOf(expression.expression) : "";
}

/** A step of the walk that the UI tests take: its title becomes a test's name. */
function stepTitle(node: ts.Node): string | undefined {
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== "title") return undefined;
  return ts.isStringLiteralLike(node.initializer) ? node.initializer.text : undefined;
}
