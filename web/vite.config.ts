import { defineConfig } from 'vite';

/* The server embeds what is written here and serves each file under its own path, so names are fixed and carry no hash:
   an ETag tells a browser when one has changed. */
export default defineConfig({
  base: '/',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    outDir: process.env.DEPECHE_WEB_OUT ?? '../build/web',
    emptyOutDir: true,
    target: 'es2020',
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { app: 'index.html' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'part/[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'app.css' : '[name][extname]'),
      },
    },
  },
  server: { proxy: { '^/.*\\.(json|csv|geojson|atom)(\\?.*)?$': process.env.DEPECHE_URL ?? 'http://127.0.0.1:8080' } },
});
