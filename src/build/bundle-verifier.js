import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { lightParts, onlyCanonical } from './light-packages.js';
import { builtTemplates, onlyWhatIsSaid } from './verifier-words.js';

/** The page whose verdict is drawn in the browser, and the one that the file draws whole. */
const ONLINE = ['verify'];
const OFFLINE = ['verify', 'verifier'];
const COMMON = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // French as it is written: escapes would weigh four times as much.
  charset: 'utf8',
  logLevel: 'warning',
  // Before anything else: zod would otherwise try whether it may write code, which no page allows.
  banner: { js: 'globalThis.__zod_globalConfig={jitless:true};' },
};

/**
 * The verifier for the browser: the scripts of `/verify` and `/q`, their worker, and the parts that
 * are loaded when they are needed.
 */
export async function bundleVerifier(root, aside) {
  const { build } = await import('esbuild');
  const entries = ['verify.page.ts', 'q.page.ts', 'verify-worker.page.ts'];
  await build({
    ...COMMON,
    entryPoints: entries.map((name) => `${root}src/browser/${name}`),
    splitting: true,
    outdir: `${aside}/public`,
    chunkNames: 'verify-[hash]',
    plugins: pluginsOf(root, ONLINE),
  });
  await writeFile(`${aside}/verifier.html`, await oneFile(root, build));
}

/** The scripts of the verifier, which are not bundled one by one. */
export function isOfVerifier(name) {
  return /^(verify|q|verify-worker|verifier-file)\.page\.ts$/.test(name);
}

/**
 * `verifier.html` but for the documents of the service: one file that asks nobody. The policy
 * names its script and its style by their digests, and opens no connection.
 */
async function oneFile(root, build) {
  // A worker made of the script is no module: it has no address of its own to speak of.
  const define = { 'import.meta.url': '"https://verifier.invalid/"' };
  const options = { ...COMMON, define, write: false, plugins: pluginsOf(root, OFFLINE) };
  const [script, style, shell] = await Promise.all([
    build({ ...options, entryPoints: [`${root}src/browser/verifier-file.page.ts`] }),
    build({ ...COMMON, write: false, entryPoints: [`${root}src/browser/site.css`] }),
    readFile(`${root}templates/verifier-file.html`, 'utf8'),
  ]);
  // A closing tag inside would end the element.
  const code = script.outputFiles[0].text.replaceAll('</script', '<\\/script');
  const css = style.outputFiles[0].text;
  return shell
    .replace('{{script-digest}}', digest(code))
    .replace('{{style-digest}}', digest(css))
    .replace('{{style}}', () => css)
    .replace('{{script}}', () => code);
}

function digest(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function pluginsOf(root, pages) {
  return [onlyCanonical, lightParts, onlyWhatIsSaid, builtTemplates(root, pages)];
}
