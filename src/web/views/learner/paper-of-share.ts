import type {
  CertificateSheet,
  InterviewBadge,
  InterviewSheet,
} from '../../../domain/paper-sheet.ts';
import { MOST_ON_SHEET } from '../../../domain/paper-sheet.ts';
import { groupedCode } from '../../../domain/typed-code.ts';
import type { SharedOnPaper } from '../../../usecases/backpack/print.ts';
import type { ShareSecrets } from '../../../usecases/backpack/share-secrets.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { issuerInWords } from '../issuer-in-words.ts';
import { markdownLines } from './markdown-lines.ts';
import { certificatePage, type Issued, type Pictured, workshopLine } from './paper.ts';

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

/** What to tell of the first badges of a share. */
export function interviewSheet(
  words: Words,
  shared: SharedOnPaper,
  issued: Issued,
  secrets: ShareSecrets,
): InterviewSheet {
  const { share } = shared;
  const badges = shared.badges.slice(0, MOST_ON_SHEET);
  const isMixed = badges.some(({ kind }) => kind === 'import');
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
    badges: badges.map((badge) => {
      const own = plainText(badge.note?.ownWords);
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
    // The code opens them all, and the centre signed its own alone.
    foot: words.t(isMixed ? 'interview.footElsewhere' : 'interview.foot'),
  };
}

function interviewBadge(
  words: Words,
  badge: SharedOnPaper['badges'][number],
  { profile }: Issued,
): Omit<InterviewBadge, 'ownWords'> {
  if (badge.kind === 'import') {
    const { name, description, issuerName, issuerDomain } = badge.badge;
    const issuer = issuerInWords(words, { name: issuerName, domain: issuerDomain });
    return {
      name: plainText(name) || words.t('verdict.noName'),
      facts: words.t('interview.facts', { issuer }),
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
