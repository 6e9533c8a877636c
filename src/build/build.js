import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

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
  await rm(`${ROOT}dist`, { recursive: true, force: true });
  await mkdir(`${ROOT}dist/public`, { recursive: true });
  await Promise.all([bundleServer(), bundleBrowser(), precompileTemplates()]);
  await writeFile(STAMP, stamp);
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

async function bundleServer() {
  const { build } = await import('esbuild');
  const entryPoints = ['src/main.ts', 'src/cli.ts', 'src/demo.ts', 'test/bench/bench.ts']
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
    outdir: `${ROOT}dist`,
    logLevel: 'warning',
  });
}

async function bundleBrowser() {
  const { build } = await import('esbuild');
  const folder = `${ROOT}src/browser`;
  const names = await readdir(folder).catch(() => []);
  const entryPoints = names
    .filter((name) => /\.(page\.ts|css)$/.test(name))
    .map((name) => `${folder}/${name}`);
  if (entryPoints.length === 0) return;
  await build({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: `${ROOT}dist/public`,
    logLevel: 'warning',
  });
}

/** `dist/templates.js`: `{ pages, partials }`, each a name to Handlebars template specifications. */
async function precompileTemplates() {
  const pages = await precompileFolder('templates');
  const partials = await precompileFolder('templates/partials');
  await writeFile(
    `${ROOT}dist/templates.js`,
    `export const pages = {${pages.join(',\n')}};\nexport const partials = {${partials.join(',\n')}};\n`,
  );
}

async function precompileFolder(folder) {
  const { default: Handlebars } = await import('handlebars');
  const names = await readdir(ROOT + folder).catch(() => []);
  const templates = names.filter((name) => name.endsWith('.hbs')).sort();
  return Promise.all(
    templates.map(async (name) => {
      const source = await readFile(`${ROOT}${folder}/${name}`, 'utf8');
      const compiled = Handlebars.precompile(source, { strict: true });
      return `${JSON.stringify(name.replace('.hbs', ''))}: ${compiled}`;
    }),
  );
}
