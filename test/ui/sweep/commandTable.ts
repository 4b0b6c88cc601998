/**
 * What a person sees of every command, run from the palette: with text selected, with the caret alone, told something
 * wrong, without a Python on the machine, in Restricted Mode. A test compares the commands with the manifest's.
 *
 * The rows stand in the order they are run in: what releases comes last. A command that does not look at the text is
 * carried through where there is a selection, and told wrongly where there is only a caret.
 */
import type { Sight } from "./sights.ts";

export interface Row {
  readonly command: string;
  /** Text that is selected, or on whose line the caret stands, before. */
  readonly on?: { readonly selection: string; readonly caret: string; readonly wrong: string };
  /** What is done before, where there are refs. */
  readonly after?: { readonly command: string; readonly sights: readonly Sight[] };
  readonly selection: readonly Sight[];
  /** `null`: as it is told wrongly, for which there is only a caret. */
  readonly caret: readonly Sight[] | null;
  /** `null`: there is nothing that one could tell it wrongly. */
  readonly wrong: readonly Sight[] | null;
  readonly withoutPython: readonly Sight[];
  readonly restricted: readonly Sight[];
}

export type Condition = Exclude<keyof Row, "command" | "on" | "after">;

/** Commands that only rows, links and bars run, or that need a notebook or a history: the palette hides them. */
export const notOffered: readonly string[] = [
  "snakebridge.releaseSelected",
  "snakebridge.keepSelected",
  "snakebridge.extendSelected",
  "snakebridge.keepWaiting",
  "snakebridge.showMenu",
  "snakebridge.removeEntry",
  "snakebridge.restartNotebook",
  "snakebridge.exportNotebookAsPython",
  "snakebridge.exportNotebookAsLivebook",
  "snakebridge.openHistoryAsNotebook",
];

const message = (text: string, ...buttons: readonly string[]): Sight => ({
  see: "message",
  text,
  buttons,
});
const picks = (title: string, answer?: string): Sight => ({
  see: "pick",
  title,
  ...(answer !== undefined && { answer }),
});
/** A pick that is only looked at. */
const shows = (title: string): Sight => words(title);
const takes = (title: string, answer: string): Sight => ({ see: "box", title, answer });
const refuses = (title: string, answer: string, because: string): Sight => ({
  see: "refusal",
  title,
  answer,
  words: because,
});
const offersNothing = (title: string): Sight => ({
  see: "no choice",
  title,
  typed: "no such thing",
});
const status = (text: string): Sight => ({ see: "status", text });
const inline = (line: string, text: string): Sight => ({ see: "inline", line, text });
const clipboard = (text: RegExp): Sight => ({ see: "clipboard", text });
const words = (text: string): Sight => ({ see: "words", text });
const row = (name: string): Sight => ({ see: "row", name });
const field = (name: string, answer: string): Sight => ({ see: "field", name, answer });
const inspector = (text: string): Sight => ({ see: "inspector", text });
const tab = (name: string | RegExp): Sight => ({ see: "tab", name });

const untrusted = message("does nothing in Restricted Mode", "Manage Workspace Trust");
const noPython = message("found no Python 3.9 or newer", "Select Interpreter", "Open Settings");
const noRef = message("There is no ref yet. Make one with SnakeBridge: Call.", "Call");
const noSession = message("There is no session yet; a call makes one.", "Call");
const nothingRan = message("Nothing was run in this window yet.", "Call");

/** A command that works on a ref: asks which, unless it was chosen on a row. */
function onRef(
  command: string,
  [title, name]: readonly [title: string, ref: string],
  done: readonly Sight[],
  wrong: readonly Sight[] = [offersNothing(title)],
): Row {
  return {
    command,
    selection: [picks(title, name), ...done],
    caret: null,
    wrong,
    withoutPython: [noRef],
    restricted: [untrusted],
  };
}

/** A command that works on an entry of the history. */
function onEntry(command: string, title: string, entry: string, done: readonly Sight[]): Row {
  return {
    command,
    selection: [picks(title, entry), ...done],
    caret: null,
    wrong: [offersNothing(title)],
    withoutPython: [nothingRan],
    restricted: [nothingRan],
  };
}

/** A command that shows the same wherever it runs. */
function anywhere(command: string, ...sights: readonly Sight[]): Row {
  return {
    command,
    selection: sights,
    caret: sights,
    wrong: null,
    withoutPython: sights,
    restricted: sights,
  };
}

/** A command that runs text of the editor: what is behind the lines after it. */
function onText(
  command: string,
  selection: readonly [line: string, result: string],
  caret: readonly [line: string, result: string],
  wrong: readonly [line: string, result: string],
): Row {
  return {
    command,
    on: { selection: selection[0], caret: caret[0], wrong: wrong[0] },
    selection: [inline(...selection)],
    caret: [inline(...caret)],
    wrong: [inline(...wrong)],
    withoutPython: [inline(caret[0], "found no Python 3.9 or newer"), noPython],
    restricted: [inline(caret[0], "does nothing in Restricted Mode"), untrusted],
  };
}

/** Brings a container into focus. */
const toQueue: Row["after"] = {
  command: "snakebridge.revealRef",
  sights: [picks("Reveal which ref?", "queue"), row("queue")],
};

export const commandTable: readonly Row[] = [
  onText(
    "snakebridge.call",
    ['made = re.compile("a+")', "⇒ re.Pattern"],
    ["queue.copy()", "⇒ collections.deque"],
    ['re.compile("(")', "unterminated subpattern"],
  ),
  onText(
    "snakebridge.method",
    ['made.match("aab")', "⇒ re.Match"],
    ['made.fullmatch("aa")', "⇒ re.Match"],
    ["made.missing()", "AttributeError"],
  ),
  onText(
    "snakebridge.getAttribute",
    ["made.flags", "⇒ 32"],
    ["made.groups", "⇒ 0"],
    ["made.absent", "AttributeError"],
  ),
  onText(
    "snakebridge.runSelection",
    ['print("heard")', "⇒ None"],
    ['print("again")', "⇒ None"],
    ['re.compile("(', "The selection ends too early"],
  ),
  {
    command: "snakebridge.showResult",
    on: {
      selection: 'made = re.compile("a+")',
      caret: "queue.copy()",
      wrong: "# a third place",
    },
    selection: [words("made: re.Pattern")],
    caret: [words("_: collections.deque")],
    wrong: [message("There is no result on this line.", "Call")],
    withoutPython: [words("Tried: ")],
    restricted: [words("Trust this workspace to go on.")],
  },
  {
    command: "snakebridge.copyResult",
    on: { selection: "made.flags", caret: "made.groups", wrong: "# another place" },
    selection: [clipboard(/^32$/)],
    caret: [clipboard(/^0$/)],
    wrong: [message("There is no result on this line.", "Call")],
    withoutPython: [clipboard(/found no Python/)],
    restricted: [clipboard(/Restricted Mode/)],
  },
  onEntry("snakebridge.rerunEntry", "Run what again?", "made.flags", [status("made.flags ⇒ 32")]),
  onEntry("snakebridge.editEntry", "Edit what?", "made.flags", [tab(/Untitled|made\.flags/)]),
  onEntry("snakebridge.openEntrySource", "Go to the source of what?", "made.flags", [
    words("(10 selected)"),
  ]),
  onEntry("snakebridge.revealEntryRef", "Reveal the ref of what?", "made = ", [row("made")]),
  onEntry("snakebridge.copyEntry", "Copy the source of what?", "made.flags", [
    clipboard(/^made\.flags$/),
  ]),
  {
    ...anywhere(
      "snakebridge.replayHistory",
      message("Nothing was lost that could be run again.", "Run Again"),
    ),
  },
  anywhere("snakebridge.clearHistory", status("The history is empty now")),
  anywhere("snakebridge.interrupt", status("Nothing is running that could be interrupted.")),
  {
    ...anywhere("snakebridge.selectInterpreter", shows("Select Python Interpreter")),
    wrong: [offersNothing("Select Python Interpreter")],
  },
  anywhere("snakebridge.showLog", { see: "channel", name: "SnakeBridge" }),
  anywhere("snakebridge.showOutput", { see: "channel", name: "SnakeBridge Output" }),
  anywhere("snakebridge.openSettings", tab("Settings")),
  anywhere("snakebridge.openWalkthrough", tab(/Walkthrough|Welcome|Get Started/)),
  anywhere("snakebridge.openSample", tab(/Untitled|import collections/)),
  {
    ...anywhere("snakebridge.clearResults"),
    selection: [{ see: "nothing inline", line: "made = re.compile" }],
    caret: [{ see: "nothing inline", line: "made = re.compile" }],
    wrong: [{ see: "nothing inline", line: "made = re.compile" }],
    withoutPython: [{ see: "nothing inline", line: "queue.copy" }],
    restricted: [{ see: "nothing inline", line: "queue.copy" }],
  },
  {
    ...onRef("snakebridge.searchRefs", ["Search Refs", "made"], [row("made")]),
    wrong: [offersNothing("Search Refs"), words("Search Refs: 0 found, searched all of")],
  },
  onRef("snakebridge.revealRef", ["Reveal which ref?", "made"], [row("made")]),
  onRef(
    "snakebridge.revealOrigin",
    ["Go to where which ref was made?", "made"],
    [words("(23 selected)")],
  ),
  onRef(
    "snakebridge.extendRef",
    ["Extend which ref by an hour?", "made"],
    [status("made lives on, unused, for")],
  ),
  onRef(
    "snakebridge.keepRef",
    ["Keep which ref from expiring?", "made"],
    [status("made is kept until")],
  ),
  onRef(
    "snakebridge.unkeepRef",
    ["Let which ref expire again?", "made"],
    [status("made expires again")],
  ),
  onRef("snakebridge.openTable", ["Open which ref as a table?", "queue"], [tab("queue")]),
  onRef("snakebridge.showAsImage", ["Show which ref as an image?", "queue"], [tab("queue")]),
  onRef("snakebridge.showAsHtml", ["Show which ref as HTML?", "queue"], [tab("queue")]),
  onRef("snakebridge.copyName", ["Copy the name of which ref?", "made"], [clipboard(/^made$/)]),
  onRef(
    "snakebridge.copyRepr",
    ["Copy repr() of which ref?", "made"],
    [clipboard(/^re\.compile\('a\+'\)$/)],
  ),
  onRef(
    "snakebridge.copyRefId",
    ["Copy the ID of which ref?", "made"],
    [clipboard(/^[0-9a-f]{32}$/)],
  ),
  onRef(
    "snakebridge.copyValue",
    ["Copy which ref?", "made"],
    [message("only the code of Pattern knows its value", "Copy repr()")],
  ),
  onRef("snakebridge.copyExpression", ["Copy which ref?", "thing"], [clipboard(/^thing$/)]),
  onRef("snakebridge.copyPath", ["Copy which ref?", "queue"], [clipboard(/^queue$/)]),
  onRef(
    "snakebridge.copyJson",
    ["Copy which ref?", "made"],
    [message("There is no such text: at made: Pattern is no JSON data.")],
  ),
  onRef("snakebridge.copyPythonCall", ["Copy which ref?", "made"], [clipboard(/re\.compile/)]),
  onRef("snakebridge.copyTypeScriptCall", ["Copy which ref?", "made"], [clipboard(/bridge\.call/)]),
  onRef(
    "snakebridge.copyElixirCall",
    ["Copy which ref?", "made"],
    [clipboard(/SnakeBridge\.call/)],
  ),
  onRef("snakebridge.openAsDocument", ["Open which ref?", "queue"], [tab("queue")]),
  onRef(
    "snakebridge.openAsHex",
    ["Open which ref?", "made"],
    [message("There is no such text: Pattern is no bytes.")],
  ),
  onRef("snakebridge.keepPart", ["Keep which ref?", "thing"], [row("thing")]),
  onRef(
    "snakebridge.bindName",
    ["Bind which ref?", "made"],
    [takes("Bind to Name", "other"), status("The object is called other now")],
    [picks("Bind which ref?", "made"), refuses("Bind to Name", "1x", "This is no Python name.")],
  ),
  onRef(
    "snakebridge.openTypeSource",
    ["Go to the type of which ref?", "thing"],
    [tab("crowd.py")],
    [
      picks("Go to the type of which ref?", "made"),
      message("The source of re.Pattern is not known"),
    ],
  ),
  {
    ...anywhere("snakebridge.showDetails"),
    after: toQueue,
    selection: [inspector("queue: collections.deque")],
    caret: [inspector("queue: collections.deque")],
    withoutPython: [inspector("No Python to run.")],
    restricted: [inspector("Restricted Mode")],
  },
  {
    ...anywhere("snakebridge.goToItem"),
    after: toQueue,
    selection: [field("Go to index or key in queue", "1"), row("1")],
    caret: [field("Go to index or key in queue", "0"), row("0")],
    wrong: [field("Go to index or key in queue", "7"), inspector("Index 7 is past the end")],
    withoutPython: [inspector("No Python to run.")],
    restricted: [inspector("Restricted Mode")],
  },
  {
    ...anywhere("snakebridge.collapseAll", { see: "no row", name: "queue" }),
    withoutPython: [inspector("No Python to run.")],
    restricted: [inspector("Restricted Mode")],
  },
  {
    command: "snakebridge.newSession",
    selection: [takes("New Session", "sweep"), picks("New Session sweep"), status("sweep")],
    caret: null,
    wrong: [refuses("New Session", " ", "A session needs a name.")],
    withoutPython: [takes("New Session", "sweep"), picks("New Session sweep"), noPython],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.switchSession",
    selection: [picks("Run calls in which session?", "everything.py"), status("everything.py")],
    caret: null,
    wrong: [offersNothing("Run calls in which session?")],
    withoutPython: [shows("Run calls in which session?")],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.setSessionLimits",
    selection: [
      picks("Set the limits of which session?", "everything.py"),
      takes("Limits of everything.py (1/2)", "6000"),
      takes("Limits of everything.py (2/2)", "100"),
      status("Limits of everything.py:"),
    ],
    caret: null,
    wrong: [
      picks("Set the limits of which session?", "everything.py"),
      refuses("Limits of everything.py (1/2)", "soon", "A number of seconds up to"),
    ],
    withoutPython: [noSession],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.restartWorker",
    selection: [message("Restarting Python loses", "Restart")],
    caret: [message("Restarting Python loses", "Restart")],
    wrong: null,
    withoutPython: [status("No Python is running; the next call starts one.")],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.killWorker",
    selection: [message("Restarting Python loses", "Restart")],
    caret: [message("Restarting Python loses", "Restart")],
    wrong: null,
    withoutPython: [status("No Python is running; the next call starts one.")],
    restricted: [untrusted],
  },
  {
    ...onRef(
      "snakebridge.insertExpression",
      ["Insert which ref?", "made"],
      [words("made for an expression")],
    ),
    on: { selection: "# a place", caret: "# another place", wrong: "# a third place" },
  },
  {
    command: "snakebridge.releaseByType",
    selection: [
      { see: "checklist", title: "Release all refs of which types?", check: "re.Match" },
      status("released; Undo Release brings"),
    ],
    caret: null,
    wrong: [offersNothing("Release all refs of which types?")],
    withoutPython: [noRef],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.releaseOlder",
    selection: [
      picks("Release refs older than…", "Other age…"),
      takes("Release refs older than how many minutes?", "99"),
      message("No ref is that old.", "Show Refs"),
    ],
    caret: null,
    wrong: [
      picks("Release refs older than…", "Other age…"),
      refuses(
        "Release refs older than how many minutes?",
        "soon",
        "A number of minutes, such as 5 or 0.5.",
      ),
    ],
    withoutPython: [noRef],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.releaseUnbound",
    selection: [message("Every ref has a name.", "Show Refs")],
    caret: [shows("Release refs without a name?")],
    wrong: [message("Every ref has a name.", "Show Refs")],
    withoutPython: [noRef],
    restricted: [untrusted],
  },
  {
    command: "snakebridge.releaseRef",
    selection: [
      { see: "checklist", title: "Release which refs?", check: "thing" },
      status("1 ref released; Undo Release brings"),
    ],
    caret: null,
    wrong: [offersNothing("Release which refs?")],
    withoutPython: [noRef],
    restricted: [untrusted],
  },
  {
    ...anywhere(
      "snakebridge.undoRelease",
      message("There is no release to take back.", "Show Refs"),
    ),
    selection: [status("1 ref back")],
  },
  {
    command: "snakebridge.releaseSession",
    selection: [status("everything.py: ")],
    caret: [status("released")],
    wrong: null,
    withoutPython: [status("0 refs released")],
    restricted: [untrusted],
  },
];
