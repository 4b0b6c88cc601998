/** Neovim, to see an editor that is not VS Code at work. What needs it says so and is skipped where it cannot be had. */
import { installDebianPackages } from "./debianPackages.ts";
import { succeeds } from "./run.ts";

export function isNeovimInstalled(): boolean {
  return succeeds("nvim", ["--version"]);
}

export async function installNeovim(): Promise<void> {
  try {
    await installDebianPackages("Neovim", ["neovim"]);
  } catch (error) {
    console.warn(`Neovim cannot be had, its test is skipped: ${String(error)}`);
  }
}
