import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { ROOT } from '../../src/root.ts';

const MODULES = fileURLToPath(new URL('node_modules/', ROOT));
const run = promisify(execFile);
const PACKAGE = join(MODULES, '@sparticuz/chromium');

/**
 * Opens a real, empty Chromium with its security as shipped. The browser comes out of the npm
 * package, unpacked once into `node_modules/.cache`; nothing has to be installed on the machine.
 * Where the package has no binary (anything but Linux on x64) the installed Chrome is opened.
 * The caller closes it.
 *
 * @param args what Chromium is to be told besides
 */
export async function openBrowser(...args: readonly string[]): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return chromium.launch({ channel: 'chrome', args: [...args] });
  }
  const folder = await unpackedBrowser();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // The package's own `args` would switch web security off and hide what we test for.
    args: ['--no-sandbox', '--headless=shell', ...args],
    env: await environmentFor(folder),
  });
}

/**
 * The folder of the unpacked browser. Test files run at once in several processes: each unpacks
 * beside, and the first to rename its folder into place wins.
 */
async function unpackedBrowser(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const cache = join(MODULES, '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  await Promise.all([
    unpackFile('chromium.br', join(draft, 'chromium')),
    unpackTar('fonts.tar.br', draft),
    unpackTar('al2023.tar.br', draft),
    // One font for every machine, so that pages measure the same everywhere.
    writeFile(
      join(draft, 'font-folder.conf'),
      `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>\n`,
    ),
  ]);
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

async function unpackFile(name: string, path: string): Promise<void> {
  await pipeline(
    createReadStream(join(PACKAGE, 'bin', name)),
    createBrotliDecompress(),
    createWriteStream(path, { mode: 0o755 }),
  );
}

async function unpackTar(name: string, folder: string): Promise<void> {
  const archive = join(folder, name.replace('.br', ''));
  await unpackFile(name, archive);
  await run('tar', ['-x', '-f', archive, '-C', folder]);
}

/** The libraries of the package stand in only for those that the machine lacks. */
async function environmentFor(folder: string): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const { stdout } = await run('ldd', [join(folder, 'chromium')]);
  return {
    ...Object.fromEntries(inherited),
    FONTCONFIG_FILE: join(folder, 'font-folder.conf'),
    ...(stdout.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {}),
  };
}
