import { describe, expect, test } from '@jest/globals';
import {
  CHECK_NAMES,
  type Check,
  type EndorsementReport,
  stateOf,
  type VerificationReport,
  verdictOf,
} from '../../src/domain/verification.ts';
import { attestationSheet } from '../../src/web/views/attestation.ts';
import { verdictView } from '../../src/web/views/verdict.ts';
import { wordsOf } from '../../src/web/words.ts';

const ORIGIN = 'https://issuer.test';
const ISSUER = {
  id: 'did:web:issuer.test',
  domain: 'issuer.test',
  claimedName: 'Gare',
  recognised: false,
  mixedScript: false,
};

function report(more: Partial<VerificationReport> = {}, failing?: Partial<Check>) {
  const checks = CHECK_NAMES.map((name): Check => {
    const check = { name, outcome: 'passed', code: 'not_revoked', params: {}, detail: '' } as const;
    return failing?.name === name ? { ...check, ...failing } : check;
  });
  const made: VerificationReport = {
    version: 1,
    verdict: verdictOf(checks),
    state: stateOf(checks),
    checks,
    kind: 'open-badge',
    format: 'json',
    issuer: ISSUER,
    credential: {},
    endorsements: [],
    warnings: [],
    contacted: [],
    ...more,
  };
  return made;
}

const view = (...args: Parameters<typeof report>) =>
  verdictView(wordsOf('fr'), report(...args), ORIGIN);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what it is', () => {
  test('is not said of a badge of today', () => expect(view().kind).toBeUndefined());

  test.each([
    ['open-badge-2', 'Badge d’un ancien format (Open Badges 2)', 'Ce que ce badge prouve'],
    ['endorsement', 'Recommandation', 'Ce que ce document prouve'],
    ['credential', 'Attestation qui n’est pas un badge', 'Ce que ce document prouve'],
  ] as const)('is said of %s, which is never called a badge of today', (kind, tag, title) => {
    const verdict = view({ kind });
    expect([verdict.kind?.tag, verdict.provesTitle]).toEqual([tag, title]);
  });

  test('with what an unknown credential claims, by its own words', () => {
    const credential = {
      type: ['VerifiableCredential', 'MemberCard'],
      name: [
        { '@value': 'Card', '@language': 'en' },
        { '@value': 'Carte', '@language': 'fr' },
      ],
      credentialSubject: { id: 'did:key:z6Mk', level: 3, club: { type: 'Club', name: 'Radio' } },
    };
    const { content } = view({ kind: 'credential', credential });
    expect(content.name).toBe('Carte');
    expect(content.facts.map(({ label, value }) => `${label} = ${value}`)).toEqual([
      'Genre annoncé = MemberCard',
      'Identifiant de la personne ou de la chose = did:key:z6Mk',
      'level = 3',
      'club · name = Radio',
    ]);
  });
});

describe('who stands behind it', () => {
  test('is said plainly when the address imitates another (SECURITY row 47)', () => {
    const issuer = { ...ISSUER, domain: 'xn--cntre-5ve.test', mixedScript: true };
    const { guarantor } = view({ issuer });
    expect(guarantor.domain).toBe('xn--cntre-5ve.test');
    expect(guarantor.notes.join()).toMatch('plusieurs alphabets');
  });

  test('is nobody known when a key signed alone: its name is never in the sentences', () => {
    const issuer = { ...ISSUER, id: 'did:key:z6Mkabc', domain: '', claimedName: 'Sorbonne' };
    const verdict = view({ issuer });
    expect(plain(verdict.why)).toMatch('anonyme : rien ne dit quelle organisation est derrière');
    expect([...verdict.proves, ...verdict.notProves].join()).not.toMatch('Sorbonne');
    expect(verdict.notProves[0]).toMatch('Quelle organisation');
  });
});

describe('what to do', () => {
  const unreachable = { name: 'status', outcome: 'unknown', code: 'remote_timeout' } as const;

  test('is nothing when all is well', () => expect(view().next).toEqual([]));

  test('is to try later when a site did not answer, and to ask the server from a browser', () => {
    expect(view({}, unreachable).next.join()).toMatch(/Réessayez .*Demandez à l’organisme/);
    const here = verdictView(wordsOf('fr'), report({}, unreachable), ORIGIN, { place: 'browser' });
    expect(here.next.join()).toMatch('notre serveur');
  });

  test('is never to trust an address in the file', () => {
    const { next } = view({}, { name: 'proof', outcome: 'failed', code: 'signature_invalid' });
    expect(next.join()).toMatch('pas dans ce fichier');
  });
});

test('an authentic badge whose revocation is not known is said to be authentic, and unsure', () => {
  const verdict = view({}, { name: 'status', outcome: 'unknown', code: 'status_unreachable' });
  expect(verdict.headline).toBe('Impossible à dire');
  expect(verdict.why).toMatch(/^Il vient bien de issuer\.test et rien n’y a été changé\./);
  expect(verdict.isClaimed).toBe(false);
});

test('a badge that expired and was revoked says both', () => {
  const ended = { name: 'validity', outcome: 'failed', code: 'expired' } as const;
  const checks = report({}, ended).checks.map(
    (check): Check =>
      check.name === 'status' ? { ...check, outcome: 'failed', code: 'revoked' } : check,
  );
  const verdict = view({ checks, verdict: verdictOf(checks), state: stateOf(checks) });
  expect(plain(verdict.headline)).toBe('Authentique, mais plus valable : il a été révoqué');
  expect(verdict.why).toMatch(/Le badge a pris fin.*L’émetteur l’a révoqué\./);
});

describe('endorsements', () => {
  const endorsed = (change: Partial<EndorsementReport>) =>
    view({
      credential: { id: 'urn:a', credentialSubject: { achievement: { id: 'urn:b' } } },
      endorsements: [
        { verdict: 'verified', issuer: ISSUER, about: 'urn:b', comment: '**Utile.**', ...change },
      ],
    }).endorsements[0];

  test('say who, about what, and whether it is really theirs', () => {
    const shown = endorsed({});
    expect(shown?.guarantor.domain).toBe('issuer.test');
    expect(shown?.outcomeWord).toBe('Recommandation authentique');
    expect(shown?.about).toBe('À propos de ce que le badge demande');
    expect(shown?.comment?.html).toBe('<p><strong>Utile.</strong></p>');
    expect(endorsed({ about: 'urn:a' })?.about).toBe('À propos de ce badge décerné');
    expect(endorsed({ about: 'urn:z' })?.about).toBe('À propos d’autre chose');
  });

  test('are never recognised nor called authentic when they are not', () => {
    const issuer = { ...ISSUER, recognised: true };
    const shown = endorsed({ verdict: 'rejected', issuer });
    expect(shown?.guarantor.recognised).toBe(false);
    expect(shown?.outcomeWord).toBe('Recommandation non authentique');
  });
});

describe('the content', () => {
  test('tells who made the badge, who assessed, how well it was done', () => {
    const credential = {
      issuer: { id: 'urn:issuer' },
      credentialSubject: {
        narrative: 'A *aidé*.',
        source: { id: 'urn:school', name: 'Lycée' },
        result: { resultDescription: 'urn:r', value: '17', achievedLevel: 'urn:l' },
        achievement: {
          achievementType: 'Competency',
          creator: { id: 'urn:issuer', name: 'The same' },
          resultDescription: {
            id: 'urn:r',
            name: 'Note',
            rubricCriterionLevel: [{ id: 'urn:l', name: 'Bien' }],
          },
        },
      },
    };
    const { content } = view({ credential });
    expect(content.narrative?.html).toBe('<p>A <em>aidé</em>.</p>');
    expect(content.facts.map(({ label, value }) => `${label} = ${value}`)).toEqual([
      'Genre = Compétence',
      'Évalué par = Lycée',
      'Note = Bien, 17',
    ]);
  });
});

test('the printed sheet has one line for each question, the worst answer to it', () => {
  const twice: Check = {
    name: 'proof',
    outcome: 'failed',
    code: 'signature_invalid',
    params: {},
    detail: '',
  };
  const { checks } = report();
  const verdict = view({ checks: [...checks, twice] });
  const sheet = attestationSheet(wordsOf('fr'), verdict, { origin: ORIGIN, carried: undefined });
  expect(sheet.checks).toHaveLength(CHECK_NAMES.length);
  expect(sheet.checks[3]).toMatchObject({ name: 'Signature', outcome: 'failed' });
  expect(sheet.qr.text).toBe(`${ORIGIN}/verify`);
});
