import importX from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

// Who may import whom: everything not listed in ARCHITECTURE.md is forbidden, and this is where it is enforced.
const engine = './src/main/engine';
const features = ['imports', 'records', 'subjects', 'duplicates', 'quality', 'sets', 'exports', 'library', 'tasks', 'authorities', 'recipes', 'searches'];
const readsFormats = ['imports', 'exports', 'records'];

/** `target` may import from `except` (paths below `from`) and from itself; from nothing else of ours. */
const fence = (target, from, except, message) => ({ target, from, except, message });

const fences = [
  fence('./src/contract', './src', ['./contract'], 'The contract imports nothing.'),
  fence(`${engine}/store`, './src', ['./contract', './main/engine/store'], 'store/ knows the contract only.'),
  fence(`${engine}/history`, './src', ['./contract', './main/engine/store', './main/engine/history'], 'history/ stands on store/ only.'),
  fence(`${engine}/formats`, './src', ['./contract', './main/engine/formats'], 'A format knows bytes and the contract, no library.'),
  ...features.map((name) => fence(`${engine}/${name}`, './src', [
    './contract', './main/engine/store', './main/engine/history', './main/engine/meter.ts', './main/engine/job.ts', `./main/engine/${name}`,
    ...(readsFormats.includes(name) ? ['./main/engine/formats'] : []),
  ], 'Features never import each other: engine.ts hands one what it needs of another.')),
  fence('./src/cli', './src', ['./contract', './main/engine/engine.ts', './cli'], 'The command line is thin over EngineApi.'),
  fence('./src/preload', './src', ['./contract', './preload'], 'The preload hands things over and knows nothing.'),
  fence('./src/renderer', './src', ['./contract', './renderer'], 'The renderer asks and shows; it knows the contract only.'),
  ...['index', 'window', 'menu', 'protocol', 'desktop', 'engine-host', 'engine-spawn', 'security', 'settings'].map((file) =>
    fence(`./src/main/${file}.ts`, './src/main/engine', [], 'Main is a broker: of the engine it knows its entry’s path.')),
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'migrations/', 'fixtures/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // Layout of templates is left to the writer; these are the rules that find mistakes.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
    },
  },
  {
    files: ['**/*.{ts,vue,js,mjs}'],
    plugins: { 'import-x': importX },
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js', '.mjs', '.vue'] } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: fences }],
      'no-restricted-syntax': ['error',
        { selector: 'TSNonNullExpression', message: 'Say what happens when it is missing.' },
        { selector: 'TSEnumDeclaration', message: 'Erasable TypeScript only: use a union.' },
      ],
      'no-console': 'off',
      'no-undef': 'off',
      'no-control-regex': 'off',
      'no-irregular-whitespace': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/class-literal-property-style': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
    },
  },
  {
    // A feature's tests go through the whole engine: what is promised is promised of all of it.
    files: ['src/main/engine/**/*.{test,testing}.ts'],
    rules: { 'import-x/no-restricted-paths': 'off' },
  },
  {
    files: ['src/renderer/**/*.{ts,vue}', 'src/contract/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [
        { regex: '^(node:|electron($|/)|better-sqlite3|drizzle-orm)', message: 'Neither the window nor the contract knows Node, Electron or SQLite.' },
      ] }],
    },
  },
  {
    files: ['src/main/engine/**/*.ts', 'src/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [
        { regex: '^(electron($|/)|vue$|vue/)', message: 'The engine never knows who runs it.' },
      ] }],
    },
  },
  {
    // Only store/ opens SQLite; the others are handed what it opened.
    files: ['src/main/engine/!(store|library)/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.bench.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [
        { regex: '^(electron($|/)|vue$|vue/)', message: 'The engine never knows who runs it.' },
        { regex: '^better-sqlite3$', allowTypeImports: true, message: 'Only store/ opens SQLite.' },
      ] }],
    },
  },
);
