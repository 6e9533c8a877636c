import { mkdir, writeFile } from 'node:fs/promises';

/** One of each emblem, in the colours that suit the blue of the first page. */
const SAMPLES = {
  robot: 'a',
  camera: 'b',
  tools: 'f',
  hands: 'q',
  speech: 'k',
  leaf: 'o',
};

/** Draws the badges of the first page into `folder`, each as `EMBLEM.svg`. */
export async function drawSamples(root, folder) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [`${root}src/images/badge-art.ts`],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'esm',
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { drawBadge } = await import(`data:text/javascript;base64,${code}`);
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries(SAMPLES).map(([emblem, seed]) =>
      writeFile(`${folder}/${emblem}.svg`, drawBadge({ seed, emblem, title: '' })),
    ),
  );
}
