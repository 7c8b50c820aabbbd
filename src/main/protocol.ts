import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/** Where the page lives. Not file://, which may read the whole disk; not http://, which others may answer. */
export const UI_ORIGIN = 'app://ui';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library writes its styles at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** To be called before Electron is ready. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of `folder`, and nothing else, as app://ui/… */
export function serveUi(folder: string): void {
  const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
  const refuse = (status: number): Response => new Response(null, { status, headers });
  protocol.handle('app', async ({ url }) => {
    const file = fileFor(url, folder);
    if (file === undefined) return refuse(404);
    try {
      const content = new Uint8Array(await readFile(file));
      return new Response(content, { headers: { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' } });
    } catch {
      return refuse(404);
    }
  });
}

/** The file a URL names, undefined when it names none inside the folder. */
export function fileFor(url: string, folder: string): string | undefined {
  const { host, pathname } = new URL(url);
  if (host !== 'ui') return undefined;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  // Subtle: %2e%2e and, on Windows, %5c only become a way out of the folder here, after decoding. So look at where it leads.
  const root = resolve(folder) + sep;
  const file = join(root, path === '/' ? 'index.html' : path);
  return file.startsWith(root) ? file : undefined;
}
