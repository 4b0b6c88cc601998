/** What Lit, in its development build, complained about in this file so far. */
export function litWarnings(code: string): readonly string[] {
  const issued: unknown = Reflect.get(globalThis, "litIssuedWarnings");
  const warnings = issued instanceof Set ? [...issued].map(String) : [];
  return warnings.filter((warning) => warning.includes(`/msg/${code} `));
}
