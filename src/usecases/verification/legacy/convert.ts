import { legacyDate } from '../../../domain/legacy-badge.ts';
import { isJson, listOf, textOf } from '../../../domain/loose-json.ts';
import type { Json } from '../tools.ts';
import { isWeb, refOf } from './addresses.ts';
import type { LegacyParts } from './read-parts.ts';

/**
 * A badge of an older version in the words of 3.0, so that whatever shows badges knows one shape.
 * It has no context and no proof: nobody can take it for a badge of 3.0.
 */
export function convertLegacy(parts: LegacyParts): Json {
  const { assertion, address } = parts;
  const { issuedOn, issued_on: issued = issuedOn, expires } = assertion;
  const from = dateOf(issued);
  return tidy({
    id: address,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: textOf(parts.badge?.['name']),
    issuer: parts.issuerId ? profileOf(parts) : undefined,
    awardedDate: from,
    validFrom: from,
    validUntil: dateOf(expires, true),
    credentialSubject: subjectOf(parts),
    evidence: listOf(assertion['evidence']).flatMap(evidenceOf),
  });
}

/** What is no date is kept as one that cannot be read: to leave it out would be to say nothing ends. */
function dateOf(written: unknown, until = false): string | undefined {
  if (written === undefined) return undefined;
  return legacyDate(written, until) ?? (textOf(written) || 'unreadable');
}

function profileOf({ issuer = {}, issuerId }: LegacyParts): Json {
  return tidy({
    id: issuerId,
    type: ['Profile'],
    name: textOf(issuer['name']),
    url: textOf(issuer['url']),
    email: textOf(issuer['email']) || textOf(issuer['contact']),
    phone: textOf(issuer['telephone']),
    description: textOf(issuer['description']),
    image: imageOf(issuer['image']),
  });
}

function subjectOf(parts: LegacyParts): Json {
  const { assertion } = parts;
  const recipient = recipientOf(assertion);
  return tidy({
    type: ['AchievementSubject'],
    identifier: recipient && [recipient],
    achievement: parts.badge && achievementOf(parts.badge, parts),
    image: imageOf(assertion['image']),
    narrative: textOf(assertion['narrative']),
  });
}

const IDENTITY_TYPES: ReadonlyMap<string, string> = new Map([
  ['email', 'emailAddress'],
  ['schema:email', 'emailAddress'],
  ['name', 'name'],
  ['telephone', 'ext:telephone'],
  ['schema:telephone', 'ext:telephone'],
]);

function recipientOf({ recipient, salt }: Json): Json | undefined {
  // In 0.5 the recipient is an e-mail address, or its hash.
  const isBare = typeof recipient === 'string';
  const written: Json = isBare ? { type: 'email', identity: recipient, salt } : jsonOf(recipient);
  const identity = textOf(written['identity']);
  if (identity === '') return undefined;
  const type = textOf(listOf(written['type'])[0]) || 'email';
  return tidy({
    type: 'IdentityObject',
    hashed: isBare ? /^(sha256|md5)\$/i.test(identity) : written['hashed'] === true,
    identityHash: identity,
    identityType: IDENTITY_TYPES.get(type) ?? 'identifier',
    salt: textOf(written['salt']),
  });
}

function achievementOf(badge: Json, { badgeId, issuer = {} }: LegacyParts): Json {
  const criteria = listOf(badge['criteria']);
  const base = textOf(issuer['origin']) || undefined;
  return tidy({
    id: badgeId,
    type: ['Achievement'],
    name: textOf(badge['name']),
    description: textOf(badge['description']),
    criteria: tidy({
      id: criteria.map((one) => resolved(refOf(one), base)).find(isWeb),
      narrative: criteria.map((one) => textOf(jsonOf(one)['narrative'])).find(Boolean),
    }),
    image: imageOf(badge['image'], base),
    inLanguage: textOf(badge['@language']),
    tag: listOf(badge['tags']).filter((tag) => typeof tag === 'string'),
    alignment: listOf(badge['alignment']).flatMap(alignmentOf),
    version: textOf(badge['version']),
  });
}

/** 2.0 says `targetName`, 1.x `name`; an address alone names what it leads to. */
function alignmentOf(written: unknown): Json[] {
  const alignment = jsonOf(written);
  const url = textOf(alignment['targetUrl']) || textOf(alignment['url']) || textOf(written);
  const name = textOf(alignment['targetName']) || textOf(alignment['name']) || url;
  if (name === '') return [];
  return [
    tidy({
      type: ['Alignment'],
      targetName: name,
      targetUrl: url,
      targetDescription: textOf(alignment['targetDescription']) || textOf(alignment['description']),
      targetFramework: textOf(alignment['targetFramework']),
      targetCode: textOf(alignment['targetCode']),
    }),
  ];
}

function evidenceOf(written: unknown): Json[] {
  const evidence = jsonOf(written);
  const id = refOf(written);
  const words = ['name', 'description', 'narrative', 'genre', 'audience'].map(
    (name) => [name, textOf(evidence[name])] as const,
  );
  const said = tidy({ id: isWeb(id) ? id : '', ...Object.fromEntries(words) });
  return Object.keys(said).length === 0 ? [] : [{ type: ['Evidence'], ...said }];
}

function imageOf(written: unknown, base?: string): Json | undefined {
  const [image] = listOf(written);
  const id = resolved(refOf(image), base);
  if (!isWeb(id) && !id.startsWith('data:image/')) return undefined;
  return tidy({ id, type: 'Image', caption: textOf(jsonOf(image)['caption']) });
}

/** In 0.5 addresses may be written from the issuer's site on. */
function resolved(address: string, base: string | undefined): string {
  if (base === undefined || address === '' || !URL.canParse(address, base)) return address;
  return new URL(address, base).href;
}

function jsonOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** Without what is absent, empty or holds nothing. */
function tidy(members: Readonly<Record<string, unknown>>): Json {
  const isSaid = (value: unknown) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(members).filter(([, value]) => isSaid(value)));
}
