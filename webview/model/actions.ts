/**
 * Everything that can change the state: the host's messages as they come, answers to requests, and what
 * the person did. Plain data.
 */
import type { ChildPart, ChildrenResult, ObjectAddress } from "../../src/protocol/inspection.js";
import type { ReleaseImpact } from "../../src/protocol/lettingGo.js";
import type { PageReply } from "../../src/protocol/pageRequests.js";
import type { ToPanelMessage } from "../../src/protocol/panel.js";
import type { RefInfo, RefsResult } from "../../src/protocol/sessions.js";

import type { Arrangement } from "./arrangement.js";
import type { NodeKey } from "./nodeKeys.js";
import type { Evaluation, SelectedRef } from "./state.js";

/** `act` is done by the intents; details, and the field to seek in, are no part of the tree's state. */
type HostMessage = Exclude<
  ToPanelMessage,
  PageReply | { readonly kind: "act" | "details" | "seek" }
>;

/** `generation` is the look the question was asked for; an answer to an earlier one says nothing. */
type Answer =
  | {
      readonly kind: "refsLoaded";
      readonly sessionId: string;
      readonly generation: number;
      readonly result: RefsResult;
    }
  | { readonly kind: "refsFailed"; readonly sessionId: string; readonly message: string | null }
  | {
      readonly kind: "childrenLoaded";
      readonly key: NodeKey;
      readonly address: ObjectAddress;
      readonly generation: number;
      readonly result: ChildrenResult;
    }
  | {
      readonly kind: "childrenFailed";
      readonly key: NodeKey;
      readonly address: ObjectAddress;
      readonly part: ChildPart | undefined;
      readonly message: string | null;
    }
  | { readonly kind: "evaluated"; readonly key: NodeKey; readonly evaluation: Evaluation | null }
  | { readonly kind: "refUpdated"; readonly info: RefInfo }
  | { readonly kind: "sessionReleased"; readonly sessionId: string }
  | { readonly kind: "impactLoaded"; readonly impact: ReleaseImpact }
  | { readonly kind: "sessionImpact"; readonly key: NodeKey; readonly impact: ReleaseImpact }
  | { readonly kind: "impactFailed"; readonly message: string }
  | { readonly kind: "failed"; readonly key: NodeKey; readonly message: string | null };

type Gesture =
  | { readonly kind: "expand"; readonly key: NodeKey; readonly on: boolean }
  | { readonly kind: "focus"; readonly key: NodeKey | null }
  | { readonly kind: "arrange"; readonly change: Partial<Arrangement> }
  /** Whether code of that type is to be offered to run. */
  | { readonly kind: "ask"; readonly type: string; readonly on: boolean }
  | { readonly kind: "goTo"; readonly sessionId: string; readonly key: NodeKey }
  | { readonly kind: "confirm"; readonly key: NodeKey | null }
  | {
      readonly kind: "select";
      readonly refs: readonly SelectedRef[];
      /** Takes the place of what was selected; else each is added, or taken out if it was selected. */
      readonly isOnly: boolean;
      readonly anchor: NodeKey | null;
    }
  | { readonly kind: "pendRelease"; readonly refs: readonly SelectedRef[] | null }
  | { readonly kind: "dismiss"; readonly sessionId: string; readonly refIds: readonly string[] }
  | { readonly kind: "forgetSession"; readonly sessionId: string }
  | { readonly kind: "revealed" }
  | { readonly kind: "settled"; readonly keys: readonly NodeKey[] }
  | { readonly kind: "changeForgotten"; readonly key: NodeKey };

export type Action = HostMessage | Answer | Gesture;

export type ActionOf<Kind extends Action["kind"]> = Extract<Action, { readonly kind: Kind }>;
