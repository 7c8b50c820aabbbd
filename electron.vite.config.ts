import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

/** The oldest runtime the application runs on; without it electron-vite builds for the declared Electron, which is newer. */
const OLDEST_NODE = 'node20.18';
const OLDEST_CHROME = 'chrome130';

/** Everything that runs in a process or thread of its own becomes out/main/NAME.js; a worker of the engine is one more line. */
const MAIN_ENTRIES = {
  index: resolve('src/main/index.ts'),
  engine: resolve('src/main/engine/process.ts'),
  'import-reader': resolve('src/main/engine/imports/reader-thread.ts'),
  check: resolve('src/main/engine/check-thread.ts'),
};

export default defineConfig({
  main: {
    build: {
      target: OLDEST_NODE,
      sourcemap: true,
      rolldownOptions: { input: MAIN_ENTRIES },
    },
  },
  preload: {
    build: {
      target: OLDEST_NODE,
      externalizeDeps: false,
      // A sandboxed preload script must be one CommonJS file.
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [vue()],
    define: { __VUE_PROD_DEVTOOLS__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
    build: {
      target: OLDEST_CHROME,
      sourcemap: true,
      minify: true,
      // Read from the disk beside the application, not over a network.
      chunkSizeWarningLimit: 8000,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
