/** The conversations of the documents, held with a real worker by whoever knows no more than the page says. */
import { expect, it } from "vitest";

import { holdConversations } from "../support/conversation.js";

it("the conversations of docs/protocol.md go as written", async () => {
  expect(await holdConversations("docs/protocol.md")).toBeGreaterThan(20);
});

it("the conversation of docs/editors.md goes as written", async () => {
  expect(await holdConversations("docs/editors.md")).toBeGreaterThan(15);
});
