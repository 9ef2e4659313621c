// node build.mjs <folder>: writes the bundles there, the same bytes each time.
import { build } from "esbuild"

import { keeping } from "./keeping.mjs"

await build({
  entryPoints: ["cowriting.js", "editor.js"],
  outdir: process.argv[2],
  bundle: true,
  splitting: true,
  chunkNames: "shared-[hash]",
  format: "esm",
  minify: true,
  target: ["es2022"],
  plugins: [keeping],
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
})
