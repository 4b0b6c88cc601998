/** What the VS Code server's workbench always complains about here, and what is never our doing. */
const knownNoise: readonly RegExp[] = [
  /open-vsx\.org/,
  /vsda/,
  /service ?worker/i,
  /AgentHost/i,
  /copilot/i,
  // Native modules that the extension host does without (spdlog, watchdog).
  /Could not locate the bindings file/,
  /build\/Release\/watchdog/,
  /DeprecationWarning/,
  // What the workbench tells about its own connection.
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions cache)/,
  /^\[(reconnection-grace-time|AccountPolicyGate)\]/,
];

export function isKnownNoise(text: string): boolean {
  return knownNoise.some((pattern) => pattern.test(text));
}
