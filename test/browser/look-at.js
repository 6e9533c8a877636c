import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildWhatIsStale } from '../../src/build/build.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUTFILE = `${ROOT}node_modules/.cache/look-at.mjs`;

/** Every file keeps its own address, although they run from one. */
const ownAddresses = {
  name: 'own-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};

/** `LOOK_DIR=folder node test/browser/look-at.js [part of a name…]`: pictures of every page. */
await buildWhatIsStale();
await build({
  entryPoints: [`${ROOT}test/browser/look-at.ts`],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outfile: OUTFILE,
  plugins: [ownAddresses],
  logLevel: 'warning',
});
const { lookAt } = await import(pathToFileURL(OUTFILE).href);
await lookAt(process.env.LOOK_DIR ?? `${ROOT}node_modules/.cache/look`, process.argv.slice(2));
