// A single file with all that the extension needs, but for `vscode`, which the editor gives; and the licences of what is in it.

import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
  metafile: true,
});

const packages = new Set(
  Object.keys(metafile.inputs).map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean),
);
const notices = [];
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  if (!file) {
    throw new Error(`${folder} comes without its licence; it cannot be shipped`);
  }
  notices.push(`${name} ${version} (${license})\n\n${(await readFile(`${folder}/${file}`, "utf8")).trim()}\n`);
}
await writeFile("dist/third-party-notices.txt", notices.join(`\n${"-".repeat(72)}\n\n`));
