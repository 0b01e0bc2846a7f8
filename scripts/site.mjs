// Assembles the site that the server serves: names by content, and compressed copies beside the files.
// usage: site.mjs PKG STRENGTH CSS PUBLIC OUT; prints the hash file that Leptos reads beside the server's binary.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [pkg, strength, css, publicDir, out] = process.argv.slice(2);

const TEXT = new Set([".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"]);
const BINARY = new Set([".ico", ".otf", ".ttf", ".wasm"]);

/** 64 bits of the content's digest: enough to tell versions apart, short in a URL. */
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "pkg"), { recursive: true });
if (existsSync(publicDir)) cpSync(publicDir, out, { recursive: true });

// Code that crates bring along; the glue imports it by a path that already has a digest in it.
const snippets = join(pkg, "snippets");
if (existsSync(snippets)) cpSync(snippets, join(out, "pkg", "snippets"), { recursive: true });

// The glue is told the wasm's address by the page (wasm-bindgen's --omit-default-module-path),
// so its own name can depend on its own content alone.
const lines = [];
for (const [kind, file] of [["js", join(pkg, "tutta.js")], ["wasm", join(pkg, "tutta_bg.wasm")], ["css", css]]) {
  const bytes = readFileSync(file);
  const name = hash(bytes);
  writeFileSync(join(out, "pkg", `tutta.${name}.${kind}`), bytes);
  lines.push(`${kind}: ${name}`);
}

// The meter beside new passwords starts itself: the page only names it, and nothing of it is loaded before.
const meter = readFileSync(join(strength, "strength_bg.wasm"));
const meterWasm = `strength.${hash(meter)}.wasm`;
writeFileSync(join(out, "pkg", meterWasm), meter);
const glue = readFileSync(join(strength, "strength.js"), "utf8");
const start = `\n__wbg_init({ module_or_path: new URL(${JSON.stringify(meterWasm)}, import.meta.url) });\n`;
const script = Buffer.from(glue + start);
writeFileSync(join(out, "pkg", `strength.${hash(script)}.js`), script);
lines.push(`strength: ${hash(script)}`);

function compress(dir) {
  for (const entry of readdirSync(dir)) {
    const path = join(dir, entry);
    if (statSync(path).isDirectory()) {
      compress(path);
      continue;
    }
    const text = TEXT.has(extname(entry));
    if (!text && !BINARY.has(extname(entry))) continue;
    const bytes = readFileSync(path);
    const params = {
      [constants.BROTLI_PARAM_MODE]: text ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    // A copy that is not smaller would only cost.
    for (const [suffix, copy] of [[".br", brotliCompressSync(bytes, { params })], [".gz", gzipSync(bytes, { level: 9 })]]) {
      if (copy.length < bytes.length) writeFileSync(path + suffix, copy);
    }
  }
}
compress(out);

console.log(lines.join("\n"));
