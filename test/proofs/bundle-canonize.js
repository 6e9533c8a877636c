import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Bundles a program that canonicalises the document on stdin, for `node` with packages left outside or
// for `browser` with all of them inside, runs it, and prints what it printed:
// `{ nquads, remembered }`.
const [platform] = process.argv.slice(2);
const proofs = fileURLToPath(new URL('../../src/proofs/', import.meta.url));
const { outputFiles } = await build({
  stdin: {
    resolveDir: proofs,
    loader: 'ts',
    contents: `
      import { canonicalNQuads } from './canonize.ts';
      import { countRememberedContexts } from './fast-contexts.ts';
      const nquads = await canonicalNQuads(DOCUMENT);
      console.log(JSON.stringify({ nquads, remembered: countRememberedContexts() }));
    `,
  },
  define: { DOCUMENT: await readStdin() },
  bundle: true,
  write: false,
  format: 'esm',
  platform,
  target: 'es2022',
  packages: platform === 'node' ? 'external' : 'bundle',
});
const program = spawnSync(process.execPath, ['--input-type=module'], {
  cwd: proofs,
  input: outputFiles[0].text,
  encoding: 'utf8',
});
process.stderr.write(program.stderr);
process.stdout.write(program.stdout);

async function readStdin() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return text;
}
