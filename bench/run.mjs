/**
 * `npm run bench [-- --quick] [-- ROW…]`: builds the library, then measures it beside others in one
 * interleaved run. Prints tables; writes the numbers to dist/bench/results.json.
 */
import { build } from "esbuild";

import { bundles } from "../esbuild.mjs";

await build(bundles.bridge);
const { main } = await import("./bench.ts");
await main(process.argv.slice(2));
