import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedBackpack, ExportedFile } from '../usecases/backpack/export-backpack.ts';
import type { WebDeps } from './deps.ts';
import { LANGUAGES } from './locales.ts';
import { verifierFileOf } from './pages/everyone/verifier-file.ts';
import { createRenderer } from './render.ts';
import { exportIndexView } from './views/learner/export.ts';
import { wordsOf } from './words.ts';

/**
 * Everything of a learner as one archive that works without this service: badges in every form, a
 * page to read them by, a verifier, and what the centre publishes of its keys and revocations.
 */
export function createBackpackZip(
  deps: WebDeps,
): (backpack: ExportedBackpack) => Promise<Uint8Array> {
  const render = createRenderer(deps.templates);
  return async (backpack) => {
    const now = deps.now();
    const [verifier, style, archive] = await Promise.all([
      verifierFileOf(deps),
      readFile(join(deps.publicFolder, 'site.css')),
      deps.archive(backpack.profile.handle),
    ]);
    const pages = LANGUAGES.map((language): ExportedFile => {
      const view = exportIndexView(wordsOf(language), backpack, now);
      const path = language === 'fr' ? 'index.html' : `index.${language}.html`;
      return text(path, render('export-index', view, { language }));
    });
    const files = [
      ...pages,
      text('LISEZ-MOI.txt', wordsOf('fr').t('export.readme', { host: new URL(deps.origin).host })),
      text('README.txt', wordsOf('en').t('export.readme', { host: new URL(deps.origin).host })),
      text('verifier.html', verifier),
      text('archive.json', JSON.stringify(archive)),
      { path: 'style.css', bytes: new Uint8Array(style) },
      backpack.record,
      ...backpack.badges.flatMap((badge) => badge.files),
      ...backpack.imports.flatMap(({ file, picture }) => (picture ? [file, picture] : [file])),
      ...backpack.photos,
    ];
    return deps.zip(files, now);
  };
}

function text(path: string, content: string): ExportedFile {
  return { path, bytes: new TextEncoder().encode(content) };
}
