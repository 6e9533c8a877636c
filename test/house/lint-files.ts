import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

interface Report {
  diagnostics: { severity: string; category: string; location: { path: string } }[];
}

/**
 * Lints files that exist only for the occasion, with the project's own `biome.json`. Answers the
 * names of the rules that each path breaks, without their group; a path that breaks none has an
 * empty list.
 */
export async function lintFiles(
  files: ReadonlyMap<string, string>,
): Promise<Map<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'house-'));
  try {
    await cp(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), `${text}\n`);
    }
    const broken = new Map([...files.keys()].map((path): [string, string[]] => [path, []]));
    for (const { severity, category, location } of await diagnose(folder)) {
      const rule = category.split('/').at(-1) ?? category;
      if (severity === 'error') broken.get(location.path.replaceAll('\\', '/'))?.push(rule);
    }
    return broken;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function diagnose(folder: string): Promise<Report['diagnostics']> {
  const args = [BIOME, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  return new Promise((resolve, reject) => {
    // The linter ends with 1 when it finds something; only an unreadable answer is a failure.
    execFile(
      process.execPath,
      args,
      { cwd: folder, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) => {
        try {
          resolve((JSON.parse(stdout) as Report).diagnostics);
        } catch {
          reject(new Error(`The linter did not answer: ${stdout.slice(0, 500)}${stderr}`));
        }
      },
    );
  });
}
