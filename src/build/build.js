import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleVerifier, isOfVerifier } from './bundle-verifier.js';
import { drawSamples } from './draw-samples.js';
import { precompileFolder, readIcons } from './templates.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['src', 'templates', 'test/bench', 'package.json'];
const STAMP = `${ROOT}dist/.stamp`;

/**
 * Brings `dist/` up to date with `src/` and `templates/`: server code bundled by esbuild (packages
 * stay outside), browser code bundled for the browser, templates precompiled so that nothing is
 * compiled while serving. Does nothing when no source changed since the last build, or when the
 * sources are not there (a container image carries `dist/` alone).
 */
export async function buildWhatIsStale() {
  const stamp = await stampOfSources();
  if (stamp === undefined || stamp === (await readFile(STAMP, 'utf8').catch(() => ''))) return;
  // Made aside and put in place whole: whoever runs meanwhile never meets half a build.
  const aside = `${ROOT}dist.${process.pid}`;
  try {
    await mkdir(`${aside}/public`, { recursive: true });
    await Promise.all([
      bundleServer(aside),
      bundleBrowser(aside),
      bundleVerifier(ROOT, aside),
      precompileTemplates(aside),
      drawSamples(ROOT, `${aside}/public/badges`),
      cp(`${ROOT}src/browser/crest.svg`, `${aside}/public/crest.svg`),
    ]);
    await writeFile(`${aside}/.stamp`, stamp);
    await putInPlace(aside);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Another build that was faster stays when this one cannot take its place. */
async function putInPlace(aside) {
  const old = `${aside}.old`;
  await rename(`${ROOT}dist`, old).catch(() => undefined);
  await rename(aside, `${ROOT}dist`).catch((error) => {
    if (!existsSync(STAMP)) throw error;
  });
  await rm(old, { recursive: true, force: true });
}

/** A digest of every source's path, size and modification time. */
async function stampOfSources() {
  if (!existsSync(`${ROOT}src/main.ts`)) return undefined;
  const lines = [];
  for (const source of SOURCES) {
    if (existsSync(ROOT + source)) lines.push(...(await describeFiles(source)));
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function describeFiles(path) {
  const { size, mtimeMs } = await stat(ROOT + path);
  const entries = await readdir(ROOT + path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [`${path} ${size} ${mtimeMs}`];
  return (await Promise.all(entries.map(({ name }) => describeFiles(`${path}/${name}`)))).flat();
}

async function bundleServer(folder) {
  const { build } = await import('esbuild');
  const entryPoints = [
    'src/main.ts',
    'src/cli.ts',
    'src/demo.ts',
    'src/images/picture-child.ts',
    'src/compose/schema-child.ts',
    'test/bench/bench.ts',
  ]
    .map((path) => ROOT + path)
    .filter((path) => existsSync(path));
  await build({
    entryPoints,
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    outdir: folder,
    logLevel: 'warning',
  });
}

async function bundleBrowser(aside) {
  const { build } = await import('esbuild');
  const folder = `${ROOT}src/browser`;
  const names = await readdir(folder).catch(() => []);
  const entryPoints = names
    .filter((name) => /\.(page\.ts|css)$/.test(name) && !isOfVerifier(name))
    .map((name) => `${folder}/${name}`);
  if (entryPoints.length === 0) return;
  await build({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: `${aside}/public`,
    logLevel: 'warning',
  });
}

/** `dist/templates.js`: `{ pages, partials }`, each a name to Handlebars template specifications, and `icons`. */
async function precompileTemplates(aside) {
  const pages = await precompileFolder(ROOT, 'templates');
  const partials = await precompileFolder(ROOT, 'templates/partials');
  await writeFile(
    `${aside}/templates.js`,
    `export const pages = {${pages.join(',\n')}};\nexport const partials = {${partials.join(',\n')}};\n` +
      `export const icons = ${JSON.stringify(await readIcons(ROOT))};\n`,
  );
}
