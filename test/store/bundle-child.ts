import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a script of this folder into `folder`, where a plain `node` can run it: packages are
 * found through a link to the project's own, and the project's folder is where it is.
 *
 * @returns the path of the bundle
 */
export async function bundleChild(script: string, folder: string): Promise<string> {
  const outfile = join(folder, basename(script).replace(/\.ts$/, '.mjs'));
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    `${folder}/node_modules`,
  );
  await build({
    entryPoints: [fileURLToPath(new URL(script, import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: {
      'import.meta.url': JSON.stringify(new URL('../../src/root.ts', import.meta.url).href),
    },
    logLevel: 'error',
  });
  return outfile;
}
