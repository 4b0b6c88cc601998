/** What programs say, where VS Code would make links and icons of it. */
import { describe, expect, it } from "vitest";

import { plainText } from "../../../src/extension/plainText.js";
import { payloads } from "../../support/injection.js";

/** VS Code's own patterns: links in messages (`parseLinkedText`), icons in labels (`labelWithIconsRegex`). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe("plain text", () => {
  it("of any payload holds no link, no icon and nothing that turns or hides text", () => {
    const kept = payloads.map((payload) => plainText(payload));
    expect(kept.filter((text) => link.test(text) || icon.test(text))).toEqual([]);
    expect(kept.filter((text) => /[\p{Cc}\p{Bidi_Control}]/u.test(text))).toEqual([]);
  });

  it("is what it was where there is nothing to mend", () => {
    const text = "ValueError: no such key: 'a' in {'b': [1, (2)]}, costs $5 (five)";
    expect(plainText(text)).toBe(text);
  });
});
