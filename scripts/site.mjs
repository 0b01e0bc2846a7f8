// Assembles the site that the server serves: names by content, and compressed copies beside the files.
// usage: site.mjs WEB CSS PUBLIC OUT; writes the lists of names that belong beside the server's binary into WEB.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [web, css, publicDir, out] = process.argv.slice(2);

const TEXT = new Set([".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"]);
const BINARY = new Set([".ico", ".otf", ".ttf", ".wasm"]);

/** 64 bits of the content's digest: enough to tell versions apart, short in a URL. */
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "pkg"), { recursive: true });
if (existsSync(publicDir)) cpSync(publicDir, out, { recursive: true });

/** Files something under its name and its content's digest, which it answers. */
function put(name, kind, bytes) {
  const digest = hash(bytes);
  writeFileSync(join(out, "pkg", `${name}.${digest}.${kind}`), bytes);
  return digest;
}

/** Files a part of the client; the lines of Leptos' list that name it. */
function client(name) {
  const dir = join(web, name);
  // Code that crates bring along; the glue imports it by a path that already has a digest in it.
  const snippets = join(dir, "snippets");
  if (existsSync(snippets)) cpSync(snippets, join(out, "pkg", "snippets"), { recursive: true });
  // The glue is told the wasm's address by the page (wasm-bindgen's --omit-default-module-path),
  // so its own name can depend on its own content alone.
  const js = put(name, "js", readFileSync(join(dir, `${name}.js`)));
  const wasm = put(name, "wasm", readFileSync(join(dir, `${name}_bg.wasm`)));
  return [`js: ${js}`, `wasm: ${wasm}`];
}

/** The meter beside new passwords starts itself: the page only names it, and nothing of it is loaded before. */
function meter() {
  const dir = join(web, "strength");
  const wasm = put("strength", "wasm", readFileSync(join(dir, "strength_bg.wasm")));
  const glue = readFileSync(join(dir, "strength.js"), "utf8");
  const start = `\n__wbg_init({ module_or_path: new URL("strength.${wasm}.wasm", import.meta.url) });\n`;
  return `strength: ${put("strength", "js", Buffer.from(glue + start))}`;
}

const names = [...client("tutta"), `css: ${put("tutta", "css", readFileSync(css))}`, meter()];
const office = client("office");

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

writeFileSync(join(web, "hash.txt"), names.join("\n") + "\n");
writeFileSync(join(web, "hash.office.txt"), office.join("\n") + "\n");
