// Serves and builds the gallery of parts; not shipped.
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  base: './',
  plugins: [tailwindcss()],
  build: {
    rollupOptions: { input: new URL('gallery.html', import.meta.url).pathname },
    target: 'chrome111',
    emptyOutDir: true,
  },
});
