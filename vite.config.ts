// How the two apps are built: the field app as an installable page for phones, the desk app for offices; nothing inline, nothing from elsewhere.
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export const apps = ['field', 'desk'] as const;
export type App = (typeof apps)[number];

const root = import.meta.dirname;

// The page itself registers the service worker, so that no script is injected and the security policy stays strict.
const offline = (): PluginOption =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'service-worker.ts',
    injectRegister: false,
    scope: '/field/',
    injectManifest: {
      globPatterns: ['**/*.{html,js,css,svg,png,webp,woff2,webmanifest}'],
      maximumFileSizeToCacheInBytes: 2_000_000,
      rollupFormat: 'iife',
    },
    manifest: {
      id: '/field/',
      name: '零距离',
      short_name: '零距离',
      description: '村里的本子：记下来，送上去，带回答复',
      lang: 'zh-CN',
      start_url: '/field/',
      scope: '/field/',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#ffffff',
      icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    },
  });

/** Parts that no first screen shows: they come with the screens that do. */
const laterParts = /src\/look\/parts\/(choice|fact-list|number-field|select|sheet|text-area|the-way|timeline)\.tsx$/;

/** The settings of one app; Chrome 111 is the oldest browser that is promised to work. */
export function configFor(app: App): UserConfig {
  return {
    root: join(root, 'src/apps', app),
    base: `/${app}/`,
    logLevel: 'warn',
    // Its build for current browsers, and without the wrapper for pages that load it twice: 5 KiB less.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    plugins: [tailwindcss(), ...(app === 'field' ? [offline()] : [])],
    build: {
      outDir: join(root, 'dist', app),
      emptyOutDir: true,
      target: 'chrome111',
      cssTarget: 'chrome111',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      manifest: true,
      reportCompressedSize: false,
      // All that the first screen needs in one file: it packs better, whatever parts come later share of it. On the phone what lies behind the PIN in a second.
      rolldownOptions: {
        treeshake: { moduleSideEffects: [{ test: /src\/look\/parts\//, sideEffects: false }] },
        output: {
          codeSplitting: {
            groups: [
              ...(app === 'field'
                ? [{ name: 'parts', test: laterParts, priority: 2, includeDependenciesRecursively: false }]
                : []),
              { name: 'first', test: /src\/apps\/\w+\/main\.tsx$/, priority: 1 },
              { name: 'inside', test: /src\/apps\/field\/inside\.tsx$/ },
            ],
          },
        },
      },
    },
  };
}

export default defineConfig(() => configFor(process.env['ZD_APP'] === 'desk' ? 'desk' : 'field'));
