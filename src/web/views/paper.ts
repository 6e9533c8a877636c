import type {
  CertificatePage,
  CertificateSheet,
  InterviewBadge,
  InterviewSheet,
  PaperSheet,
} from '../../domain/paper-sheet.ts';
import { MOST_ON_SHEET } from '../../domain/paper-sheet.ts';
import type { Profile } from '../../domain/profile.ts';
import { groupedCode } from '../../domain/typed-code.ts';
import type { BackpackEntry } from '../../usecases/backpack/open-backpack.ts';
import type { SharedOnPaper } from '../../usecases/backpack/print.ts';
import type { ShareSecrets } from '../../usecases/backpack/share-secrets.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';
import { markdownLines } from './markdown-lines.ts';

/** Who awarded it, and where it is checked. */
interface Issued {
  readonly profile: Pick<Profile, 'name'>;
  readonly origin: string;
  readonly now: Date;
}

interface Pictured {
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
  const { host } = new URL(origin);
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
    steps: {
      title: words.t('paper.steps'),
      lines:
        link === undefined
          ? [words.t('paper.tooLong', { address: `${origin}/verify` })]
          : [
              words.t('paper.stepScan', { host }),
              words.t('paper.stepOffline', { address: `${origin}/verifier.html` }),
              words.t('paper.stepCopy'),
            ],
    },
    foot: words.t('paper.foot', { address: `${origin}/verify` }),
  };
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

/** A certificate for each badge of a share, with the name that was signed for it when there is one. */
export function sharedCertificate(
  words: Words,
  { share }: SharedOnPaper,
  pictured: readonly Pictured[],
  issued: Issued,
  secrets: ShareSecrets,
): CertificateSheet {
  const { key, qr } = waysIn(words, issued, secrets);
  const until = words.day(share.expiresAt);
  const person = plainText(share.signedName);
  const address = `${issued.origin}/v`;
  return {
    language: words.language,
    title: words.t('certificate.titleShare'),
    author: plainText(issued.profile.name),
    pages: pictured.map((one) => ({
      ...certificatePage(words, one, issued),
      person,
      qr,
      key,
      foot: words.t(person ? 'certificate.footNamed' : 'certificate.footShare', { until, address }),
    })),
  };
}

function certificatePage(
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

/** What to tell of the first badges of a share. */
export function interviewSheet(
  words: Words,
  shared: SharedOnPaper,
  issued: Issued,
  secrets: ShareSecrets,
): InterviewSheet {
  const { share, badges, ownWords } = shared;
  const { key, qr } = waysIn(words, issued, secrets);
  return {
    language: words.language,
    title: words.t('interview.title'),
    author: plainText(issued.profile.name),
    lead: words.t('interview.lead'),
    person: plainText(share.signedName),
    qr,
    key,
    until: words.t('interview.until', { date: words.day(share.expiresAt) }),
    badges: badges.slice(0, MOST_ON_SHEET).map((badge) => {
      const id = badge.kind === 'own' ? badge.entry.award.id : badge.badge.id;
      const own = plainText(ownWords.get(id));
      return {
        ...interviewBadge(words, badge, issued),
        ownWords: own ? words.t('interview.ownWords', { words: own }) : '',
      };
    }),
    prompts: [
      words.t('interview.situation'),
      words.t('interview.action'),
      words.t('interview.result'),
    ],
    foot: words.t('interview.foot'),
  };
}

function interviewBadge(
  words: Words,
  badge: SharedOnPaper['badges'][number],
  { profile }: Issued,
): Omit<InterviewBadge, 'ownWords'> {
  if (badge.kind === 'import') {
    const { name, description, issuerName, issuerDomain } = badge.badge;
    const issuer = [plainText(issuerName), plainText(issuerDomain)].filter(Boolean).join(', ');
    return {
      name: plainText(name) || words.t('verdict.noName'),
      facts: issuer ? words.t('interview.facts', { issuer }) : '',
      done: [plainText(description)].filter(Boolean),
    };
  }
  const { achievement, workshop } = badge.entry;
  const issuer = plainText(profile.name);
  const facts = [
    words.t('interview.facts', { issuer }),
    ...(workshop ? [workshopLine(words, workshop)] : []),
  ];
  return {
    name: plainText(achievement.name),
    facts: facts.join(' · '),
    done: markdownLines(achievement.criteria),
  };
}

/** The link and the key of a share, as paper shows them. */
function waysIn(words: Words, { origin }: Issued, { token, key }: ShareSecrets) {
  const { host } = new URL(origin);
  return {
    qr: { text: `${origin}/s/${token}`, caption: words.t('paper.qrShare') },
    key: {
      label: words.t('paper.key', { address: `${host}/v` }),
      value: groupedCode(key),
    },
  };
}

function workshopLine(
  words: Words,
  { title, date, hours }: NonNullable<BackpackEntry['workshop']>,
): string {
  const shown = { title: plainText(title), date: words.day(date) };
  return hours === undefined
    ? words.t('paper.workshopLine', shown)
    : words.t('paper.workshopHours', { ...shown, count: hours });
}
