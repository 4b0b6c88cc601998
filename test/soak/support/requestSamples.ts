/**
 * Sound requests and notifications of every method, made at random, of which none does harm: no module reaches
 * beyond the process, no object is endless, and what calls back is answered.
 */
import type { ClientMethod } from "../../../src/protocol/methods.js";
import type { Random } from "./random.ts";

export interface Sample {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** A session, and ids that were given to its latest results so that requests can name them. */
interface Place {
  readonly session: string;
  readonly refIds: string[];
}

type Make = (random: Random, place: Place) => Record<string, unknown>;

const keptIds = 8;
const places: readonly Place[] = ["a", "b", "ü𝕊"].map((session) => ({ session, refIds: [] }));
const documents = ["file:///a.py", "file:///b.py"];

const text =
  "import re\nx = re.compile('a+')\ny = x.match('aaa', pos=0)\nz = [x, (1, 2), {'k': y}]\n";
const texts = [
  ...[text, "", "x = (", "def f(a, *b, **c):\n  return a\nf(1)", "ü = '𝕊'\nü", "\ud800", "\0"],
  ...[`${"(".repeat(90)}${")".repeat(90)}`, `x${".y".repeat(500)}`, "-".repeat(900), "\r\n\t x"],
];
const sources = [
  ...["x = 1", "x", "1/0", "None", "y = [x for x in range(3)]; y", "print('heard', flush=True)"],
  ...["class A:\n  b = [1, 2]\nA()", "object()", "(n for n in range(30))", "x = (", "'\\ud800'"],
  ...[
    "[object(), {'k': object()}, (object(),)]",
    "raise ValueError('no', object())",
    "y.append(x)",
  ],
  ...[
    "async def f():\n  yield 1\nf()",
    "[b'x' * 5000, [0.5] * 300, list(range(300))]",
    "import sys; print('err', file=sys.stderr)",
    "1e999",
  ],
];
const attributes = ["pattern", "real", "__class__", "__doc__", "b", "nothing", "__dict__", "k"];
const methods = ["append", "match", "__len__", "__str__", "keys", "nothing", "__eq__", "pop"];

const callback = { __type__: "callback", __schema__: 1, callback_id: "f", arity: 1 };

/** What may be called, with what: each harmless with any arguments at all. */
const calls: readonly (readonly [module: string, name: string, args: readonly unknown[]])[] = [
  ["math", "sqrt", [16]],
  ["builtins", "len", [[1, 2]]],
  ["builtins", "repr", [{ a: [1, null] }]],
  ["builtins", "type", [1]],
  ["builtins", "callable", [callback]],
  ["builtins", "sorted", [[3, 1, 2]]],
  ["builtins", "iter", [[1, 2, 3]]],
  ["builtins", "map", [callback, [1, 2, 3]]],
  ["builtins", "dict", [{ a: 1 }]],
  ["builtins", "object", []],
  ["re", "compile", ["a+"]],
  ["collections", "Counter", ["hello"]],
  ["collections", "OrderedDict.fromkeys", ["ab"]],
  ["json", "dumps", [[1, 2]]],
  ["datetime", "timedelta", [1]],
  ["fractions", "Fraction", [1, 3]],
  ["no.such.module", "f", []],
  ["math", "nothing", []],
  ["statistics", "NormalDist", []],
];
const attributesOfModules = [
  ["math", "pi"],
  ["re", "Pattern"],
  ["sys", "version_info"],
  ["collections", "OrderedDict.fromkeys"],
] as const;

const anyPlace = (random: Random, place: Place) =>
  random.chance(0.9) ? place : random.pick(places);
const newId = (random: Random) =>
  Array.from({ length: 32 }, () => random.below(16).toString(16)).join("");
const refId = (random: Random, { refIds }: Place) => random.pick([...refIds, newId(random)]);
const wireRef = (random: Random, place: Place) => {
  const home = anyPlace(random, place);
  const tag = random.pick(["ref", "stream_ref"]);
  return { __type__: tag, __schema__: 1, id: refId(random, home), session_id: home.session };
};

function newHandle(random: Random, { refIds }: Place): string {
  const handle = newId(random);
  refIds.push(handle);
  if (refIds.length > keptIds) refIds.shift();
  return handle;
}

/** What all requests that run code may carry. The time limit bounds what mutation makes slow. */
const execution: Make = (random, place) => ({
  session: place.session,
  timeoutMs: random.pick([2000, 2000, 2000, 2000, 1, 0.001]),
  ...(random.chance(0.5) && {
    handle: random.chance(0.95) ? newHandle(random, place) : refId(random, place),
  }),
  ...(random.chance(0.1) && { as: random.pick(["auto", "ref", "ref", "value"]) }),
  ...(random.chance(0.1) && { bind: random.pick(["x", "y", "ü"]) }),
  ...(random.chance(0.1) && {
    origin: { expression: "x", uri: documents[0], range: range(random) },
  }),
  ...(random.chance(0.05) && { nestedIn: "invocation-1", errorScope: "scope" }),
});
const receiver: Make = (random, place) => ({
  ...execution(random, place),
  ref: wireRef(random, place),
});
const address: Make = (random, place) => ({
  session: place.session,
  ref: refId(random, place),
  ...(random.chance(0.5) && { path: [step(random), step(random)].slice(random.below(2)) }),
});
const step = (random: Random) =>
  random.pick<object>([{ attr: random.pick(attributes) }, { item: 0 }, { key: "k" }]);
const position = (random: Random) => ({ line: random.below(5), character: random.below(12) });
const range = (random: Random) => ({ start: position(random), end: position(random) });
const argument = (random: Random, place: Place): unknown =>
  random.weighted<unknown>([
    [2, () => random.pick([1, "a", null, [1, [2]], callback])],
    [1, () => wireRef(random, place)],
    [1, () => ({ k: [wireRef(random, place)] })],
  ]);
const openTable: Make = (random, { session }) => ({ session, table: String(random.below(4)) });
const textDocument = (random: Random) => ({ uri: random.pick(documents) });

const copyForms = [
  ...["value", "hex", "expression", "path", "json"],
  ...["python", "typescript", "elixir"],
];

const requestMakers: Record<ClientMethod, Make> = {
  "snakebridge/call": (random, place) => {
    const [module, name, args] = random.pick(calls);
    const kwargs = random.chance(0.1) ? { key: callback } : {};
    return { ...execution(random, place), module, function: name, args, kwargs };
  },
  "snakebridge/get": (random, place) => {
    const [module, attr] = random.pick(attributesOfModules);
    return { ...execution(random, place), module, attr };
  },
  "snakebridge/method": (random, place) => ({
    ...receiver(random, place),
    name: random.pick(methods),
    args: random.chance(0.5) ? [argument(random, place)] : [],
  }),
  "snakebridge/attr": (random, place) => ({
    ...receiver(random, place),
    name: random.pick(attributes),
  }),
  "snakebridge/setAttr": (random, place) => ({
    ...receiver(random, place),
    name: "k",
    value: argument(random, place),
  }),
  "snakebridge/runCell": (random, { session }) => ({
    session,
    source: random.pick([...sources, "display(1, display_id='d')", "%pwd", "%nothing", "len?"]),
    fileName: "Cell In[1]",
    order: random.pick([1, 2, 3]),
  }),
  "snakebridge/run": (random, place) => ({
    ...execution(random, place),
    source: random.pick(sources),
  }),
  "snakebridge/streamNext": (random, place) => ({
    session: place.session,
    ref: wireRef(random, place),
    maxItems: random.pick([1, 4, 4096]),
    maxBytes: 1000,
    budgetMs: 10,
  }),
  "snakebridge/streamClose": (random, place) => ({
    session: place.session,
    ref: wireRef(random, place),
  }),
  "snakebridge/evaluate": (random, place) => ({
    ...address(random, place),
    budgetMs: 50,
    form: random.pick(["value", "repr"]),
  }),
  "snakebridge/display": (random, place) => ({
    ...address(random, place),
    mimeTypes: random.pick([["image/png", "image/svg+xml"], ["text/html"]]),
    budgetMs: 50,
  }),
  "snakebridge/tableOpen": (random, place) => ({ ...address(random, place), budgetMs: 50 }),
  "snakebridge/tableArrange": (random, place) => ({
    ...openTable(random, place),
    sort: random.pick([null, { column: random.below(3), descending: random.chance(0.5) }]),
    filters: random.chance(0.5) ? [{ column: 0, kind: "contains", text: "a" }] : [],
  }),
  "snakebridge/tableWindow": (random, place) => ({
    ...openTable(random, place),
    start: random.below(3),
    count: 20,
  }),
  "snakebridge/exitContext": (random, place) => ({
    ...receiver(random, place),
    errorScope: "scope",
    ...(random.chance(0.5) && { error: { name: "Error", message: "no", stack: null } }),
    endsScope: random.chance(0.5),
  }),
  "snakebridge/openSession": (random, place) => ({
    session: place.session,
    ttlSeconds: random.pick([0, 3600, 3600, 0.001]),
    maxRefs: random.pick([0, 1, 5, 1000, 1000]),
    tags: ["t"],
    label: "l",
  }),
  "snakebridge/sessions": () => ({}),
  "snakebridge/refs": (random, place) => ({
    session: place.session,
    ...(random.chance(0.2) && { only: place.refIds }),
    start: random.below(5),
    count: 20,
    ...(random.chance(0.5) && {
      arrangement: {
        ...(random.chance(0.5) && { sort: random.pick(["name", "size", "used", "remaining"]) }),
        ...(random.chance(0.5) && { group: random.pick(["type", "origin"]) }),
        ...(random.chance(0.3) && { filter: random.pick(["a", "re", "Pattern 1"]) }),
      },
      look: random.below(3),
    }),
  }),
  "snakebridge/release": (random, place) => ({
    session: place.session,
    refs: [refId(random, place), refId(random, place)],
    ...(random.chance(0.5) && { intermediate: true }),
  }),
  "snakebridge/releaseImpact": (_random, { session, refIds }) => ({ session, refs: refIds }),
  "snakebridge/restore": (_random, { session, refIds }) => ({ session, refs: refIds }),
  "snakebridge/verifyRelease": (_random, { session, refIds }) => ({ session, refs: refIds }),
  "snakebridge/releaseSession": (random, { session }) => ({
    session: random.pick(["no such", "no such", session]),
  }),
  "snakebridge/extend": (random, place) => ({
    ...address(random, place),
    seconds: random.below(100),
  }),
  "snakebridge/pin": (random, place) => ({ ...address(random, place), on: random.chance(0.5) }),
  "snakebridge/children": (random, place) => ({
    ...address(random, place),
    start: random.below(3),
    count: 20,
  }),
  "snakebridge/describe": address,
  "snakebridge/copy": (random, place) => ({
    ...address(random, place),
    form: random.pick(copyForms),
    ...(random.chance(0.2) && { start: random.below(20) }),
  }),
  "snakebridge/search": (random, { session }) => ({
    query: random.pick(["a", "0", "(a+)+", "["]),
    regularExpression: random.chance(0.5),
    ...(random.chance(0.5) && { session }),
    ...(random.chance(0.2) && { cursor: String(random.below(3)) }),
  }),
  "snakebridge/tableClose": openTable,
  "snakebridge/parseSelection": (random, place) => ({
    session: place.session,
    text: random.pick(texts),
    range: range(random),
  }),
  "snakebridge/attachDocument": (random, { session }) => ({ ...textDocument(random), session }),
  "snakebridge/subscribe": (random) => ({ on: random.chance(0.5) }),
  "snakebridge/interrupt": (random, { session }) => (random.chance(0.5) ? { session } : {}),
  "snakebridge/ping": () => ({}),
};

const atPosition: Make = (random) => ({
  textDocument: textDocument(random),
  position: position(random),
});

const lspMakers: Readonly<Record<string, Make>> = {
  initialize: () => ({ capabilities: {}, initializationOptions: { snakebridge: {} } }),
  "textDocument/hover": atPosition,
  "textDocument/completion": atPosition,
  "textDocument/signatureHelp": atPosition,
  "textDocument/definition": atPosition,
  "textDocument/typeDefinition": atPosition,
  "textDocument/inlayHint": (random) => ({
    textDocument: textDocument(random),
    range: range(random),
  }),
  "completionItem/resolve": (random) => ({
    label: "fit",
    data: { ...textDocument(random), receiver: random.pick(texts), name: "fit", line: 1 },
  }),
  "textDocument/no such": () => ({}),
};

const notificationMakers: Readonly<Record<string, Make>> = {
  "textDocument/didOpen": (random) => ({
    textDocument: {
      ...textDocument(random),
      languageId: "python",
      version: 1,
      text: random.pick(texts),
    },
  }),
  "textDocument/didChange": (random) => ({
    textDocument: { ...textDocument(random), version: 2 },
    contentChanges: [
      { range: range(random), text: random.pick(texts) },
      { text: random.pick(texts) },
    ].slice(random.below(2)),
  }),
  "textDocument/didClose": (random) => ({ textDocument: textDocument(random) }),
  "$/cancelRequest": (random) => ({ id: random.below(10) }),
  "no such event": () => ({}),
};

/** What makes objects comes more often, so that the rest finds some. */
const creators = Object.entries(requestMakers).filter(([method]) => /call|run|get/.test(method));
const requests = [
  ...Object.entries({ ...requestMakers, ...lspMakers }),
  ...[1, 2, 3, 4].flatMap(() => creators),
];
const notifications = Object.entries(notificationMakers);

/** A request whose params are as the protocol says. */
export function soundRequest(random: Random): Sample {
  const [method, make] = random.pick(requests);
  return { method, params: make(random, random.pick(places)) };
}

/** A notification whose params are as the protocol says. */
export function soundNotification(random: Random): Sample {
  const [method, make] = random.pick(notifications);
  return { method, params: make(random, random.pick(places)) };
}
