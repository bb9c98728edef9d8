// Serves a built site on 127.0.0.1 as its host will: types, the 404 page of the language, the headers of `_headers`.
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
  ".ico": "image/x-icon", ".woff2": "font/woff2", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf",
};

/** `_headers`: a line with a path, where * stands for anything, then indented lines `Name: value`; `! Name` takes one away again. */
function readHeaders(folder) {
  const file = join(folder, "_headers");
  const rules = [];
  if (!existsSync(file)) return rules;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (!line.trim() || line.trim().startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
      rules.push({ path: new RegExp(`^${pattern}$`), fields: [] });
    } else {
      const [, away, name, value = ""] = line.match(/^\s+(! *)?([^:\s]+)(?::\s*(.*))?$/);
      // Here is no certificate.
      if (/^strict-transport-security$/i.test(name)) continue;
      rules.at(-1).fields.push([name, away ? null : value.replace(/;?\s*upgrade-insecure-requests/, "")]);
    }
  }
  return rules;
}

/** Resolves to {origin, close}. `base`: the path at which the site lies; `zip`: with gzip where the browser takes it, as nearly every host does. */
export function serve(folder, { base = "", zip = false } = {}) {
  const rules = readHeaders(folder);
  const fileOf = (path) => {
    const file = join(folder, normalize(path), path.endsWith("/") ? "index.html" : "");
    return existsSync(file) && statSync(file).isFile() ? file : null;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname).replace(base, "");
    const found = fileOf(path);
    const file = found ?? fileOf(path.startsWith("/en/") ? "/en/404.html" : "/404.html");
    for (const rule of rules) {
      if (!rule.path.test(path)) continue;
      for (const [name, value] of rule.fields) value === null ? response.removeHeader(name) : response.setHeader(name, value);
    }
    response.setHeader("Content-Type", types[extname(file ?? "")] ?? "application/octet-stream");
    const bytes = file ? readFileSync(file) : "";
    const zipped = zip && /gzip/.test(request.headers["accept-encoding"] ?? "") && /text|json|xml|javascript/.test(response.getHeader("Content-Type"));
    if (zipped) response.setHeader("Content-Encoding", "gzip");
    response.writeHead(found ? 200 : 404);
    response.end(zipped ? gzipSync(bytes) : bytes);
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () =>
      done({
        origin: `http://127.0.0.1:${server.address().port}`,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });
}
