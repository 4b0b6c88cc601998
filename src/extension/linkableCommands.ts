/**
 * The commands that a link in a hover may run. Hovers carry text that came out of running programs: nothing
 * may be on this list that harms when a planted link is clicked.
 */
export const linkableCommands = [
  "snakebridge.copyResult",
  "snakebridge.releaseRef",
  "snakebridge.revealRef",
  "snakebridge.switchSession",
  "snakebridge.showLog",
  "snakebridge.showOutput",
  "snakebridge.showResult",
] as const;
