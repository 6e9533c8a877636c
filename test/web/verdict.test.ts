import { describe, expect, test } from '@jest/globals';
import {
  CHECK_NAMES,
  type Check,
  type CheckName,
  stateOf,
  type VerificationReport,
  verdictOf,
} from '../../src/domain/verification.ts';
import { verdictView } from '../../src/web/views/verifier/verdict.ts';
import { wordsOf } from '../../src/web/words.ts';

const ORIGIN = 'https://issuer.test';
type Change = readonly [CheckName, Check['outcome'], string];

const CREDENTIAL = {
  name: 'Robot',
  awardedDate: '2026-11-20T10:00:00Z',
  validFrom: '2026-11-20T10:00:00Z',
  validUntil: '2027-11-20T10:00:00Z',
  credentialSubject: {
    achievement: {
      id: `${ORIGIN}/achievements/abc`,
      name: 'Robot',
      description: 'Monte un robot.',
      criteria: { narrative: '- câbler' },
      alignment: [{ targetName: 'Programmation', targetUrl: 'javascript:alert(1)' }],
    },
  },
  evidence: [{ name: 'Atelier', narrative: 'Bravo.' }, 'https://bare.test', {}],
};

function reportWith(
  changes: readonly Change[],
  more: Partial<VerificationReport> = {},
): VerificationReport {
  const checks = CHECK_NAMES.map((name): Check => {
    const change = changes.find(([changed]) => changed === name);
    return {
      name,
      outcome: change?.[1] ?? 'passed',
      code: change?.[2] ?? 'not_revoked',
      params: change?.[2] === 'expired' ? { date: '2026-01-02' } : {},
      detail: '',
    };
  });
  return {
    version: 1,
    verdict: verdictOf(checks),
    state: stateOf(checks),
    checks,
    kind: 'open-badge',
    format: 'json',
    issuer: {
      id: 'did:web:issuer.test',
      domain: 'issuer.test',
      claimedName: 'Gare',
      recognised: true,
      mixedScript: false,
    },
    credential: CREDENTIAL,
    endorsements: [],
    warnings: [],
    contacted: [],
    ...more,
  };
}

const view = (changes: readonly Change[], more?: Partial<VerificationReport>) =>
  verdictView(wordsOf('fr'), reportWith(changes, more), ORIGIN);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the headline', () => {
  test.each<[readonly Change[], string, string]>([
    [[], 'good', 'Authentique et valable'],
    [
      [['status', 'failed', 'revoked']],
      'late',
      'Authentique, mais plus valable : il a été révoqué',
    ],
    [[['validity', 'failed', 'expired']], 'late', 'Authentique, mais plus valable : il a pris fin'],
    [[['validity', 'failed', 'not_yet_valid']], 'late', 'Authentique, mais pas encore valable'],
    [[['status', 'failed', 'suspended']], 'late', 'Authentique, mais pas valable aujourd’hui'],
    [[['proof', 'failed', 'signature_invalid']], 'bad', 'Non authentique'],
    [[['status', 'unknown', 'status_unreachable']], 'unsure', 'Impossible à dire'],
    [[['issuer', 'unknown', 'remote_timeout']], 'unsure', 'Impossible à dire'],
    // Its issuer signed it, and nobody changed it: to call it a forgery would be untrue.
    [[['schema', 'failed', 'schema_mismatch']], 'unsure', 'Impossible à dire'],
    [[['endorsements', 'failed', 'endorsement_invalid']], 'unsure', 'Impossible à dire'],
  ])('%j', (changes, tone, headline) => {
    const verdict = view(changes);
    expect([verdict.tone, plain(verdict.headline)]).toEqual([tone, headline]);
    expect(verdict.icon).toBe(`icon-${tone}`);
  });
});

describe('why', () => {
  test('is the check that decided, with its date said as a date', () => {
    expect(view([['validity', 'failed', 'expired']]).why).toBe(
      'Le badge a pris fin le 2 janvier 2026.',
    );
  });

  test('is never a check that only was not reached', () => {
    const { why } = view([
      ['issuer', 'unknown', 'issuer_not_reached'],
      ['proof', 'failed', 'proof_missing'],
    ]);
    expect(plain(why)).toMatch(/^Le badge n’est pas signé : .* Ne vous y fiez pas\.$/);
    const unsure = view([
      ['issuer', 'unknown', 'remote_timeout'],
      ['proof', 'unknown', 'key_unresolvable'],
    ]);
    expect(unsure.why).toMatch(
      /^Il fallait consulter .*, qui n’a pas répondu à temps\. .* ne veut pas dire qu’il est faux\.$/,
    );
  });

  test('of a badly formed badge says whose it is, and that it cannot be leaned on', () => {
    const verdict = view([['schema', 'failed', 'schema_mismatch']]);
    expect(plain(verdict.why)).toBe(
      'Il vient bien d’issuer.test et rien n’y a été changé. Pourtant il est mal formé : une partie ne peut pas être lue avec certitude. Le badge n’est pas construit comme le demande la norme Open Badges.',
    );
    expect(verdict.proves.map(plain)).toEqual([
      'issuer.test a décerné le badge « Robot ».',
      'Son contenu n’a pas changé depuis.',
      'Mais pas que tout ce qu’il contient est juste.',
    ]);
    expect(verdict.next.join()).toMatch('Demandez à l’organisme');
    expect(verdict.isClaimed).toBe(false);
  });

  test('of a badge with a forged opinion inside blames the endorsement', () => {
    const { why } = view([['endorsements', 'failed', 'endorsement_invalid']]);
    expect(plain(why)).toBe(
      'Il vient bien d’issuer.test et rien n’y a été changé. Pourtant, tout ce qui y est joint n’est pas sûr. Une recommandation jointe au badge n’est pas authentique.',
    );
  });

  test('of a badly formed badge that nothing but a key signed names nobody', () => {
    const issuer = {
      id: 'did:key:z6Mk',
      domain: '',
      claimedName: 'Gare',
      recognised: false,
      mixedScript: false,
    };
    const { why } = view([['credential_schema', 'failed', 'credential_schema_mismatch']], {
      issuer,
    });
    expect(why).toMatch(/^Rien n’y a été changé depuis qu’une clé anonyme l’a signé\. Pourtant/);
    expect(why).not.toMatch('Gare');
  });

  test('of a badly formed badge that was revoked says both', () => {
    const verdict = view([
      ['schema', 'failed', 'schema_mismatch'],
      ['status', 'failed', 'revoked'],
    ]);
    expect(verdict.tone).toBe('late');
    expect(verdict.why).toMatch(/construit.*révoqué|révoqué.*construit/);
  });

  test('does not claim a check that the badge does not carry', () => {
    const { why } = view([['status', 'skipped', 'status_absent']]);
    expect(why).not.toMatch('révoqué');
  });
});

describe('who stands behind it', () => {
  test('is the domain first, the name as declared after', () => {
    const { guarantor } = view([]);
    expect(guarantor.domain).toBe('issuer.test');
    expect(plain(guarantor.name)).toBe('Se présente comme : Gare');
    expect(guarantor.recognised).toBe(true);
  });

  test('is never called recognised when the badge is not shown to be its own (SECURITY T24)', () => {
    const verdict = view([['proof', 'failed', 'signature_invalid']]);
    expect(verdict.guarantor).toMatchObject({ recognised: false, known: '' });
    expect(verdict.guarantorTitle).toBe('L’organisme que le badge nomme');
    expect(verdict.contentTitle).toBe('Ce que le fichier prétend');
    expect(verdict.picture).toBe('');
  });

  test('is a shortened key, said to be one, when there is no domain', () => {
    const id = `did:key:z6Mk${'a'.repeat(60)}`;
    const issuer = {
      id,
      domain: '',
      claimedName: '\u202Eemit',
      recognised: false,
      mixedScript: false,
    };
    const { guarantor } = view([], { issuer });
    expect(guarantor.domain).toMatch(/^did:key:z6Mka+…a{6}$/);
    expect(guarantor.notes.join()).toMatch('une clé seule');
    expect(plain(guarantor.name)).toBe('Se présente comme : emit');
  });
});

describe('the content', () => {
  test('shows what was verified, with safe links alone', () => {
    const { content, picture } = view([]);
    expect(content.alignments).toEqual([
      { name: 'Programmation', framework: '', code: '', href: '' },
    ]);
    expect(content.evidence).toEqual([{ name: 'Atelier', text: 'Bravo.', href: '' }]);
    expect(content.dates.map(({ day }) => day)).toEqual(['20 novembre 2026', '20 novembre 2027']);
    expect(picture).toBe('/achievements/abc/image.png');
  });

  test.each([
    {},
    { credentialSubject: null },
    { credentialSubject: [{ achievement: [] }] },
    { credentialSubject: { achievement: { name: {}, criteria: 'x', alignment: 'y' } } },
    { badge: { name: 'Old', criteria: 'https://old.test/' }, issuedOn: '2019-01-01' },
    { evidence: [[null]], awardedDate: 5, validFrom: 'soon' },
    { name: 'n'.repeat(20_000) },
  ])('stands any shape: %#', (credential) => {
    const { content } = view([['schema', 'failed', 'schema_mismatch']], { credential });
    expect(content.name).not.toBe('');
    expect(content.name.length).toBeLessThanOrEqual(300);
  });

  test('never shows a picture from an address that only begins like ours', () => {
    for (const id of [`${ORIGIN}/achievements/../x`, `${ORIGIN}.evil.test/achievements/a`, 5]) {
      const credential = { credentialSubject: { achievement: { id, name: 'x' } } };
      expect(view([], { credential }).picture).toBe('');
    }
  });
});

test('who was contacted is said by host and purpose', () => {
  const contacted = [
    { url: 'https://issuer.test/issuers/a/did.json', why: 'issuer', ms: 3 },
    { url: 'https://issuer.test/x', why: 'new', ms: 3 },
  ];
  expect(view([], { contacted }).contacted).toEqual([
    'issuer.test, pour l’identité de l’organisme',
    'issuer.test, pour un contrôle',
  ]);
});
