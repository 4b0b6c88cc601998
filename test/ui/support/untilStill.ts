/** Runs in the page: what appears bit by bit, or fades in, is there. */
export async function untilStill(element: Element): Promise<void> {
  await Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished));
}
