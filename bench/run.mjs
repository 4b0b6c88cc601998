/**
 * `npm run bench [-- --quick] [-- --no-peers] [-- --write] [-- ROW…]`: builds the library, then
 * measures it beside others in one interleaved run and prints tables.
 */
import { build } from "esbuild";

import { bundles } from "../esbuild.mjs";

await build(bundles.bridge);
const { main } = await import("./bench.ts");
await main(process.argv.slice(2));
// A peer that hangs keeps nobody waiting.
process.exit();
