import type { CertificatePage, CertificateSheet, PaperSheet } from '../../../domain/paper-sheet.ts';
import type { Profile } from '../../../domain/profile.ts';
import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { markdownLines } from './markdown-lines.ts';

/** Who awarded it, and where it is checked. */
export interface Issued {
  readonly profile: Pick<Profile, 'name'>;
  readonly origin: string;
  readonly now: Date;
}

export interface Pictured {
  readonly entry: BackpackEntry;
  /** PNG. */
  readonly picture: Uint8Array;
}

/** @param link holds the whole badge; `undefined` when no code could */
export function paperSheet(
  words: Words,
  { entry, picture }: Pictured,
  { profile, origin, now }: Issued,
  link: string | undefined,
): PaperSheet {
  const { award, achievement, workshop } = entry;
  const centre = plainText(profile.name);
  const name = plainText(achievement.name);
  return {
    language: words.language,
    title: words.t('paper.title', { name }),
    author: centre,
    picture,
    eyebrow: words.t('paper.eyebrow', { date: words.day(now.toISOString()) }),
    name,
    description: plainText(achievement.description),
    facts: [
      { label: words.t('paper.issuer'), value: centre },
      { label: words.t('paper.date'), value: words.day(award.awardedDate) },
      ...(workshop
        ? [{ label: words.t('paper.workshop'), value: workshopLine(words, workshop) }]
        : []),
    ],
    criteria: { title: words.t('paper.criteria'), lines: markdownLines(achievement.criteria) },
    points: [
      {
        title: words.t('paper.proves'),
        lines: [words.t('paper.provesAward', { centre }), words.t('paper.provesIntact')],
      },
      {
        title: words.t('paper.notProves'),
        lines: [words.t('paper.notPerson'), words.t('paper.notRevoked')],
      },
    ],
    qr: link === undefined ? undefined : { text: link, caption: words.t('paper.qr') },
    steps: { title: words.t('paper.steps'), lines: stepsOf(words, origin, link !== undefined) },
    foot: words.t('paper.foot', { address: `${origin}/verify` }),
  };
}

function stepsOf(words: Words, origin: string, hasCode: boolean): string[] {
  if (!hasCode) return [words.t('paper.tooLong', { address: `${origin}/verify` })];
  return [
    words.t('paper.stepScan', { host: new URL(origin).host }),
    words.t('paper.stepOffline', { address: `${origin}/verifier.html` }),
    words.t('paper.stepCopy'),
  ];
}

/** The certificate of one badge, with a line for a name: what is written on it nobody signed. */
export function certificateSheet(
  words: Words,
  pictured: Pictured,
  issued: Issued,
  link: string | undefined,
): CertificateSheet {
  const page = certificatePage(words, pictured, issued);
  const name = page.name;
  return {
    language: words.language,
    title: words.t('certificate.title', { name }),
    author: page.issuer,
    pages: [
      {
        ...page,
        qr: link === undefined ? undefined : { text: link, caption: words.t('paper.qr') },
        foot: words.t(link === undefined ? 'certificate.footPlain' : 'certificate.footWhole', {
          address: `${issued.origin}/verify`,
        }),
      },
    ],
  };
}

/** Without a code, a key and a name. */
export function certificatePage(
  words: Words,
  { entry, picture }: Pictured,
  { profile }: Issued,
): CertificatePage {
  const { award, achievement, workshop } = entry;
  return {
    picture,
    eyebrow: words.t('certificate.eyebrow'),
    name: plainText(achievement.name),
    givenTo: words.t('certificate.givenTo'),
    person: '',
    personHint: words.t('certificate.personHint'),
    description: plainText(achievement.description),
    facts: [
      ...(workshop ? [workshopLine(words, workshop)] : []),
      words.t('certificate.date', { date: words.day(award.awardedDate) }),
    ],
    issuer: plainText(profile.name),
    issuedBy: words.t('certificate.issuedBy'),
    qr: undefined,
    key: undefined,
    foot: '',
  };
}

export function workshopLine(
  words: Words,
  { title, date, hours }: NonNullable<BackpackEntry['workshop']>,
): string {
  const shown = { title: plainText(title), date: words.day(date) };
  return hours === undefined
    ? words.t('paper.workshopLine', shown)
    : words.t('paper.workshopHours', { ...shown, count: hours });
}
