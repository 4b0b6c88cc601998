/** What the VS Code server and its workbench always complain about here, and is never our doing. */
const noise: readonly RegExp[] = [
  /open-vsx\.org/,
  /vsda/,
  /service ?worker/i,
  /AgentHost/i,
  /copilot/i,
  /DeprecationWarning/,
  // Native modules that the extension host does without.
  /Could not locate the bindings file/,
  /spdlog/,
  /build\/Release\/watchdog/,
  // What the workbench tells about its own connection.
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions cache)/,
  /^\[(reconnection-grace-time|AccountPolicyGate)\]/,
];

/** What is left of the stacks below such lines when a log is read line by line. */
const stackOfNoise: readonly RegExp[] = [/^\s+at /, /^\s*(tries: \[|\]|\})?$/];

/** Judges a whole message of the workbench's console. */
export function isConsoleNoise(message: string): boolean {
  return noise.some((pattern) => pattern.test(message));
}

/** Judges one line of the server's log. */
export function isLogNoise(line: string): boolean {
  return isConsoleNoise(line) || stackOfNoise.some((pattern) => pattern.test(line));
}
