/**
 * What survives a reload of the view: what was open, where the focus and the scroll were, and which
 * tombstones must not come back. Read with care: an older version may have written it.
 */
import type { RefGrouping, RefSort } from "../../src/protocol/arranging.js";
import {
  exactly,
  isBoolean,
  isNumber,
  isText,
  listOf,
  nullable,
  oneOf,
  optional,
  shape,
} from "../check.js";
import type { Check } from "../check.js";

import { plainArrangement } from "./arrangement.js";
import type { Arrangement } from "./arrangement.js";
import { refKey } from "./nodeKeys.js";
import type { NodeKey } from "./nodeKeys.js";
import { initialState } from "./state.js";
import type { PanelState, SelectedRef } from "./state.js";

export interface Memory {
  readonly version: 1;
  readonly expanded: readonly (readonly [NodeKey, boolean])[];
  readonly dismissed: readonly string[];
  readonly focused: NodeKey | null;
  readonly selection?: readonly SelectedRef[] | undefined;
  readonly unasked?: readonly string[] | undefined;
  readonly arrangement?: Arrangement | undefined;
  readonly scroll: ScrollPlace;
}

/** The row at the top of the view, and how far the view was scrolled in all. */
export interface ScrollPlace {
  readonly topKey: NodeKey | null;
  readonly offset: number;
}

/** Entries kept of each kind; the newest. */
const mostKept = 1000;

const isPair: Check<readonly [NodeKey, boolean]> = (value): value is readonly [NodeKey, boolean] =>
  Array.isArray(value) && isText(value[0]) && isBoolean(value[1]);

const isMemory = shape<Memory>({
  version: exactly(1),
  expanded: listOf(isPair),
  dismissed: listOf(isText),
  focused: nullable(isText),
  selection: optional(listOf(shape<SelectedRef>({ sessionId: isText, refId: isText }))),
  unasked: optional(listOf(isText)),
  arrangement: optional(
    shape<Arrangement>({
      sort: nullable(
        oneOf<RefSort>({
          name: true,
          type: true,
          size: true,
          age: true,
          remaining: true,
          used: true,
        }),
      ),
      descending: isBoolean,
      group: nullable(oneOf<RefGrouping>({ type: true, origin: true })),
      acrossSessions: optional(isBoolean),
      filter: isText,
    }),
  ),
  scroll: shape<ScrollPlace>({ topKey: nullable(isText), offset: isNumber }),
});

export function remember(state: PanelState, scroll: ScrollPlace): Memory {
  return {
    version: 1,
    expanded: [...state.expanded].slice(-mostKept),
    dismissed: [...state.dismissed].slice(-mostKept),
    focused: state.focused,
    selection: [...state.selection.values()].slice(-mostKept),
    unasked: [...state.unasked].slice(-mostKept),
    arrangement: state.arrangement,
    scroll,
  };
}

/** The state and scroll position to start from; `scroll` is null for a first start. */
export function recall(stored: unknown): {
  readonly state: PanelState;
  readonly scroll: ScrollPlace | null;
} {
  if (!isMemory(stored)) return { state: initialState, scroll: null };
  const { expanded, dismissed, focused, selection = [], unasked = [] } = stored;
  const { arrangement, scroll } = stored;
  const known = {
    expanded: new Map(expanded),
    dismissed: new Set(dismissed),
    unasked: new Set(unasked),
    arrangement: arrangement ?? plainArrangement,
    focused,
    selection: new Map(selection.map((ref) => [refKey(ref.refId), ref])),
  };
  return { state: { ...initialState, ...known }, scroll };
}
