import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { problems } from '../../src/web/views/parts.ts';
import { wordsOf } from '../../src/web/words.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const fr = wordsOf('fr');

let web: TestWeb;
let centre: Centre;
let cookie: string;
beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

/** The lines above a form that was refused, as they are read. */
async function linesOf(path: string, fields: Record<string, string>): Promise<string[]> {
  const refused = await postAsMember(web, cookie, path, fields);
  expect(refused.status).toBe(422);
  const html = await refused.text();
  const [, list = ''] = /id="problems">[\s\S]*?<ul>([\s\S]*?)<\/ul>/.exec(html) ?? [];
  return [...list.matchAll(/<li><a href="#([\w-]+)">([^<]*)<\/a>/g)].map(([, name, text]) => {
    expect(html).toContain(`id="${name}"`);
    return text ?? '';
  });
}

describe('what stands above a form that was refused', () => {
  test('names each field, in the order of the page, all at once', async () => {
    const lines = await linesOf('/workshops/new', { date: '2099-01-01', hours: 'x' });
    expect(lines).toEqual([
      `${fr.t('award.badge')} ${fr.t('award.badgeMissing')}`,
      expect.stringMatching(new RegExp(`^${fr.t('award.workshopTitle')}\u00a0: écrivez`)),
      expect.stringMatching(new RegExp(`^${fr.t('award.date')}\u00a0: `)),
      expect.stringMatching(new RegExp(`^${fr.t('award.hours')}\u00a0: `)),
      expect.stringMatching(new RegExp(`^${fr.t('award.names')}`)),
    ]);
  });

  test.each([
    ['/team/tokens', {}, ['tokens.name', 'tokens.scopes']],
    ['/team/invitations', { name: 'x'.repeat(121), email: 'x' }, ['team.name', 'team.email']],
    ['/centre', { name: '', email: 'x' }, ['centre.name', 'centre.email']],
    ['/account', { name: 'x'.repeat(121), email: 'x' }, ['account.name', 'account.email']],
  ] as const)('on %s names what is to mend', async (path, fields, labels) => {
    const lines = await linesOf(path, fields);
    expect(lines).toHaveLength(labels.length);
    for (const [at, label] of labels.entries()) expect(lines[at]).toContain(fr.t(label));
  });

  test('goes on after the colon with a small letter, but for an abbreviation', () => {
    const lineOf = (label: string, text: string, words = fr) =>
      problems(words, { a: text }, [{ name: 'a', label }]).lines[0]?.text;
    expect(lineOf('Nom du badge', 'Écrivez quelque chose ici.')).toBe(
      'Nom du badge\u00a0: écrivez quelque chose ici.',
    );
    expect(lineOf('Image', 'PNG ou JPEG.')).toBe('Image\u00a0: PNG ou JPEG.');
    expect(lineOf('Pour qui\u202f?', 'Choisissez.')).toBe('Pour qui\u202f? Choisissez.');
    expect(lineOf('Name', 'Write it.', wordsOf('en'))).toBe('Name: write it.');
    expect(problems(fr, { b: 'Seul.' }, [], 'Refusé.').lines.map(({ text }) => text)).toEqual([
      'Refusé.',
      'Seul.',
    ]);
  });
});
