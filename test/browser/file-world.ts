import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Archive } from '../../src/domain/archive.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { awardCsv, OPERATOR, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { openFile } from './verifier-file.ts';

/** Of the service that made the file: a badge and its token, revoked since, and archives of both times. */
interface Ours {
  readonly did: string;
  readonly badge: string;
  readonly token: string;
  readonly before: Archive;
  readonly after: Archive;
}

/** The file of a service with one badge; each test has it open in a browser of its own. */
export function useFile(): () => { readonly ours: Ours; readonly page: Page } {
  let http: HttpService;
  let browser: Browser;
  let folder: string;
  let file: string;
  let ours: Ours;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    [http, browser] = await Promise.all([startHttp(), openBrowser()]);
    ours = await awardAndRevoke(http);
    folder = await mkdtemp(join(tmpdir(), 'verifier-'));
    const path = join(folder, 'verifier.html');
    await writeFile(path, await (await fetch(`${http.origin}/verifier.html`)).text());
    file = pathToFileURL(path).href;
  }, 120_000);
  beforeEach(async () => {
    ({ context, page } = await openFile(browser, file));
  });
  afterEach(() => context.close());
  afterAll(async () => {
    await browser.close();
    await http.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => ({ ours, page });
}

/** Awarded two hours ago, and revoked now. */
async function awardAndRevoke({ service, origin, clock }: HttpService): Promise<Ours> {
  clock.now = new Date(Date.now() - 2 * 3_600_000);
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, 'Prénom\nLéa\n');
  const [credential] = await service.store.credentials.listOfAward(report?.award?.id ?? '');
  if (!credential) throw new Error('Nothing was awarded.');
  const token = new TextDecoder().decode((await service.badgeFile(credential, 'jwt')).bytes);
  const archive = async (): Promise<Archive> =>
    (await (await fetch(`${origin}/issuers/${profile.handle}/archive.json`)).json()) as Archive;
  const before = await archive();
  clock.now = new Date();
  await revokeAward(service, OPERATOR, { awardId: report?.award?.id ?? '' });
  const after = await archive();
  return { did: before.issuer, badge: credential.text, token, before, after };
}
