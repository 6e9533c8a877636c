import { describe, expect, test } from '@jest/globals';
import {
  CHECK_NAMES,
  type Check,
  type EndorsementReport,
  stateOf,
  type VerificationReport,
  verdictOf,
} from '../../src/domain/verification.ts';
import { attestationSheet } from '../../src/web/views/everyone/attestation.ts';
import { verdictView } from '../../src/web/views/verifier/verdict.ts';
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
    expect([verdict.tone, verdict.headline]).toEqual([
      'unsure',
      'Authentique et valable, mais signataire anonyme',
    ]);
    expect(verdict.why).toMatch(
      /n’importe qui peut faire une clé .* rien ne montre qui la détient/,
    );
    expect(verdict.next.join()).toMatch('quel organisme');
    expect([...verdict.proves, ...verdict.notProves].join()).not.toMatch('Sorbonne');
    expect(verdict.notProves[0]).toMatch('Quel organisme');
  });
});

describe('what to do', () => {
  const unreachable = { name: 'status', outcome: 'unknown', code: 'remote_timeout' } as const;

  test('is nothing when all is well', () => expect(view().next).toEqual([]));

  test('is to try later when a site did not answer, and to ask the server from a browser', () => {
    expect(view({}, unreachable).next.join()).toMatch(/Réessayez .*Demandez à l’organisme/);
    const here = verdictView(wordsOf('fr'), report({}, unreachable), ORIGIN, {
      place: 'browser',
      mayRelay: true,
    });
    expect(here.next.join()).toMatch('notre serveur');
    expect(here.next.join()).not.toMatch('Réessayez');
  });

  test('is not to wait for a site that did answer, nor for our server where nothing offers it', () => {
    const missing = {
      ...unreachable,
      code: 'status_unreachable',
      params: { cause: 'remote_not_found' },
    };
    const silent = {
      ...unreachable,
      code: 'status_unreachable',
      params: { cause: 'remote_timeout' },
    };
    expect(view({}, missing).next.join()).not.toMatch('Réessayez');
    expect(view({}, silent).next.join()).toMatch('Réessayez');
    const relayed = verdictView(wordsOf('fr'), report({}, silent), ORIGIN, { place: 'browser' });
    expect(relayed.next.join()).not.toMatch('serveur');
  });

  test('is, where nobody was asked, to ask, and never that a site did not answer', () => {
    const offline = {
      ...unreachable,
      code: 'status_offline',
      params: { cause: 'remote_unreachable' },
    };
    const { next } = verdictView(wordsOf('fr'), report({}, offline), ORIGIN, { place: 'offline' });
    expect(next.join()).toMatch(/^Vérifiez-le avec une connexion.*Demandez à l’organisme/);
    expect(next.join()).not.toMatch(/n’a pas répondu|serveur/);
  });

  test('speaks of an altered file only where the signature speaks of one', () => {
    const nextOf = (code: string) =>
      view({}, { name: 'proof', outcome: 'failed', code }).next.join();
    expect(nextOf('signature_invalid')).toMatch('fichier modifié');
    expect(nextOf('proof_expired')).not.toMatch('fichier modifié');
  });

  // A young person who closed a link is not suspected for it.
  test.each([
    ['a name in it', { hashed: false, identityType: 'name' }, true],
    ['a name that is hashed', { hashed: true, identityType: 'name' }, false],
    ['an address', { hashed: false, identityType: 'emailAddress' }, false],
  ])('with a revoked badge that has %s', (_, change, isSaid) => {
    const identifier = { type: 'IdentityObject', identityHash: 'Léa', ...change };
    const credential = { ...report().credential, credentialSubject: { identifier } };
    const revoked = { name: 'status', outcome: 'failed', code: 'revoked' } as const;
    const { next } = view({ credential, state: 'revoked' }, revoked);
    expect(next.join().includes('a fermé son lien')).toBe(isSaid);
    expect(next.join()).toMatch('demandez à l’organisme pourquoi');
    expect(view({ credential }).next).toEqual([]);
  });

  test('is never to trust an address in the file', () => {
    const { next } = view({}, { name: 'proof', outcome: 'failed', code: 'signature_invalid' });
    expect(next.join()).toMatch('pas dans ce fichier');
  });
});

test('an authentic badge whose revocation is not known is said to be authentic, and unsure', () => {
  const verdict = view({}, { name: 'status', outcome: 'unknown', code: 'status_unreachable' });
  expect(verdict.headline).toBe('Impossible à dire');
  expect(verdict.why).toMatch(/^Il vient bien d’issuer\.test et rien n’y a été changé\./);
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
  expect(verdict.why).toMatch(/Le badge a pris fin.*L’organisme l’a révoqué\./);
});

describe('a badge of which the holder shows a part', () => {
  const warnings = ['selectively_disclosed'];

  // ecdsa-sd-2023: what the issuer did not make mandatory may be withheld, an end or a status too.
  test('says so in its answer, on the page and on the printed sheet', () => {
    const verdict = view({ warnings });
    expect(verdict.tone).toBe('good');
    expect(plain(verdict.why)).toMatch(
      /La personne n’en montre qu’une partie : une date de fin ou une révocation peuvent manquer\.$/,
    );
    const sheet = attestationSheet(wordsOf('fr'), verdict, { origin: ORIGIN, carried: undefined });
    expect(sheet.why).toBe(verdict.why);
  });

  test('says nothing of parts when it is not authentic', () => {
    expect(view({ warnings }, { name: 'proof', outcome: 'failed' }).why).not.toMatch('partie');
  });
});

describe('endorsements', () => {
  const endorsed = (change: Partial<EndorsementReport>) =>
    view({
      credential: { id: 'urn:a', credentialSubject: { achievement: { id: 'urn:b' } } },
      endorsements: [
        {
          verdict: 'verified',
          issuer: ISSUER,
          about: 'urn:b',
          issuersOwn: true,
          comment: '**Utile.**',
          ...change,
        },
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

  test.each([
    ['https://good.test/a/1', 'ce que publie good.test, et non'],
    ['urn:b', 'n’importe qui peut citer'],
  ])('about a thing of someone else (%s) support nothing, and say so (T15)', (about, words) => {
    const shown = endorsed({ about, issuersOwn: false });
    expect(shown).toMatchObject({ icon: 'icon-unsure', outcome: 'unknown' });
    expect(shown?.outcomeWord).toMatch('mais d’autre chose');
    expect(shown?.about).toMatch(words);
    const forged = endorsed({ about, issuersOwn: false, verdict: 'rejected' });
    expect(forged).toMatchObject({ icon: 'icon-bad', outcome: 'failed' });
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

describe('a badge that its issuer publishes and does not sign', () => {
  const hosted = { name: 'proof', outcome: 'passed', code: 'hosted_copy' } as const;

  // Open Badges 2, hosted: what counts is where it stands.
  test('is never said to be signed or unchanged', () => {
    const { headline, why, proves, checks } = view({ kind: 'open-badge-2' }, hosted);
    expect(headline).toBe('Authentique et valable');
    expect(why).toBe('issuer.test publie ce badge sur son site, tel qu’il est montré ici.');
    expect(checks.map(({ name }) => name)).toContain('Publication');
    const said = [why, ...proves, ...checks.map(({ name }) => name)].join(' ');
    expect(said).not.toMatch(/sign|changé/i);
  });

  test('gives the reason of its issuer when it was taken back', () => {
    const checks = report({}, hosted).checks.map(
      (check): Check =>
        check.name === 'status'
          ? { ...check, outcome: 'failed', code: 'revoked', params: { reason: 'Erreur de nom.' } }
          : check,
    );
    const verdict = view({ checks, verdict: verdictOf(checks), state: stateOf(checks) });
    expect(plain(verdict.why)).toBe('L’organisme l’a révoqué. Raison donnée : Erreur de nom.');
  });
});

test('a badge that is not valid yet says from when, and never that it was', () => {
  const later = { code: 'not_yet_valid', params: { date: '2027-03-01' } };
  const verdict = view({}, { name: 'validity', outcome: 'failed', ...later });
  expect(verdict.why).toBe('Le badge ne sera valable qu’à partir du 1er mars 2027.');
  expect(verdict.proves).toContain('Il ne sera valable qu’à partir du 1er mars 2027.');
  expect(verdict.proves.join()).not.toMatch('a été valable');
});

describe('a key that signed alone', () => {
  const issuer = { ...ISSUER, id: 'did:key:z6Mkabc', domain: '', claimedName: 'Mairie' };

  test('is no anonymous signer once this service knows it', () => {
    const verdict = view({ issuer: { ...issuer, recognised: true } });
    expect([verdict.tone, verdict.headline]).toEqual(['good', 'Authentique et valable']);
    expect(verdict.proves[0]).toMatch(/^Un signataire que ce service reconnaît a décerné/);
    expect(verdict.guarantor.notes).toEqual([]);
  });

  // A key is always its own: that says nothing about the town hall that it calls itself.
  test('is never called the key of the organisation that the badge names', () => {
    const { checks } = view(
      { issuer },
      { name: 'issuer', outcome: 'passed', code: 'issuer_bound' },
    );
    expect(plain(checks[2]?.sentence ?? '')).toBe(
      'La clé qui a signé est bien celle que le badge donne. Rien ne dit à qui elle est.',
    );
    expect(checks.map(({ name }) => name)).not.toContain('Organisme');
  });

  test('is said to be nobody known of a badge that has ended too', () => {
    const ended = { name: 'validity', outcome: 'failed', code: 'expired' } as const;
    expect(view({ issuer }, ended).why).toMatch('rien ne montre qui l’a signé');
  });
});

describe('words that this service does not know', () => {
  const refused = { name: 'contexts', outcome: 'failed', code: 'context_not_allowed' } as const;

  test('leave a badge unread, which is neither true nor false', () => {
    const verdict = view({}, { ...refused, params: { context: 'https://new.test/v1' } });
    expect([verdict.tone, verdict.headline]).toEqual(['unsure', 'Impossible à dire']);
    expect(plain(verdict.why)).toMatch(
      /^Ce badge emploie un vocabulaire que ce service ne connaît pas :/,
    );
    expect(verdict.next.join()).not.toMatch('fichier modifié');
  });

  // SECURITY rows 15 and 16: a context written out may change what everything else means.
  test('refuse it when it brings them along', () => {
    expect(view({}, refused).headline).toBe('Non authentique');
  });
});

test('an archive is believed of its own day alone', () => {
  const status = { name: 'status', outcome: 'passed', code: 'not_revoked_archived' } as const;
  const { why } = view({}, { ...status, params: { date: '2026-11-20', list: '2026-11-01' } });
  expect(why).toMatch(/il n’était pas révoqué le 20 novembre 2026 \(fichier d’archive\)\.$/);
});
