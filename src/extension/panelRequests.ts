/**
 * Answers the webview's requests from the bridge, each exactly once. Looking starts no Python and touches no
 * lifetime; without a bridge there is nothing to look at, which is an answer too.
 */
import { CancelledError, TimeoutError, type SnakeBridge } from "../bridge/index.js";
import type { PageReply, PageRequest } from "../protocol/pageRequests.js";
import type { PanelRequests } from "../protocol/panel.js";
import type { BridgeService } from "./bridgeService.js";
import { copyRefs } from "./copyRefs.js";
import { askForImage } from "./display/images.js";
import type { DocumentSessions } from "./documentSessions.js";
import { prolong } from "./prolong.js";
import type { UndoableReleases } from "./undoableReleases.js";
import { explainError } from "./userErrors.js";

export type PanelRequest = PageRequest<PanelRequests>;

export interface PanelRequestPorts {
  readonly service: BridgeService;
  readonly sessions: DocumentSessions;
  readonly releases: UndoableReleases;
}

export async function answerPanel(
  ports: PanelRequestPorts,
  request: PanelRequest,
): Promise<PageReply> {
  const { id } = request;
  try {
    const result = await answer(await ports.service.get(), ports, request);
    return { kind: "reply", id, ok: true, result };
  } catch (error) {
    const message = explainError(error)?.message ?? "";
    return { kind: "reply", id, ok: false, message, ...endOf(error) };
  }
}

async function answer(
  bridge: SnakeBridge,
  { sessions, releases }: PanelRequestPorts,
  request: PanelRequest,
): Promise<unknown> {
  switch (request.name) {
    case "refs":
      return await bridge.inspection.refs(request.params);
    case "children":
      return await bridge.inspection.children(request.params);
    case "describe":
      return await bridge.inspection.describe(request.params);
    case "evaluate":
      return await bridge.inspection.evaluate(request.params);
    case "image":
      return await askForImage(bridge, request.params);
    case "releaseImpact":
      return await bridge.grace.impact(request.params.session, request.params.refs);
    case "release":
      return { released: await releases.release(request.params.chosen) };
    case "undoRelease":
      return { restored: await releases.undo(request.params.id) };
    case "prolong":
      return { prolonged: await prolong(bridge, request.params) };
    case "copy":
      return { copied: await copyRefs(bridge, request.params.chosen) };
    case "releaseSession":
      return { released: await sessions.release(request.params.session) };
    case "extend":
      return await bridge.extend(wireRef(request.params), request.params.seconds);
    case "pin":
      return await bridge.pin(wireRef(request.params), request.params.on);
  }
}

function endOf(error: unknown): { readonly ended?: "timeout" | "interrupt" } {
  if (error instanceof TimeoutError) return { ended: "timeout" };
  return error instanceof CancelledError ? { ended: "interrupt" } : {};
}

function wireRef({ session, ref }: { readonly session: string; readonly ref: string }) {
  return { __type__: "ref", id: ref, session_id: session } as const;
}
