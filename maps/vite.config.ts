import { defineConfig } from 'vitest/config';

// Built into static/maps, where Django serves it; names carry a hash, so they may be cached for ever.
export default defineConfig({
  base: '/static/maps/',
  publicDir: false,
  build: {
    outDir: 'static/maps',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ['src/main.ts', 'src/planning/main.ts', 'src/importing/main.ts', 'src/tokens.ts', 'src/styles/pages.css'],
      // The API's pages have no manifest at hand: their style sheet keeps its name, and is asked for again.
      output: { assetFileNames: ({ names }) => (names.includes('pages.css') ? '[name][extname]' : 'assets/[name]-[hash][extname]') },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
