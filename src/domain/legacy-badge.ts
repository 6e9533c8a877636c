import * as z from 'zod';
import { oneOrMany, typeWith } from './credential-terms.ts';
import { firstMismatch, type Mismatch } from './mismatch.ts';

/**
 * The shapes of badges before 3.0, for reading what anybody made: 2.0 and 2.1, 1.0 and 1.1, and
 * 0.5, which was never a standard. Objects are loose.
 *
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html
 */
export type LegacyVersion = '2' | '1' | '0.5';

type Json = Readonly<Record<string, unknown>>;

const Iri = z.string().regex(/^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$/, 'must be an absolute IRI');
const Web = z.string().regex(/^https?:\/\/\S+$/i, 'must be an address of the web');
const Node = z.looseObject({});
const Moment = z.union([z.string(), z.number()]);

/** An extension names its own type beside `Extension`: the context alone would not say which it is. */
const Extension = z.looseObject({
  type: z
    .array(z.string())
    .refine((types) => types.includes('Extension'), { message: 'must include Extension' })
    .refine((types) => types.some((type) => /^(extensions:|https?:\/\/)/.test(type)), {
      message: 'must name an extension',
    }),
});

/** Refuses an extension that has another shape than every extension has. */
function withExtensions<Shape extends z.ZodType<Json>>(shape: Shape) {
  return shape.superRefine((value, context) => {
    for (const [name, one] of Object.entries(value)) {
      if (!name.startsWith('extensions:')) continue;
      const { error } = Extension.safeParse(one);
      const [issue] = error?.issues ?? [];
      if (issue) context.addIssue({ ...issue, path: [name, ...issue.path] });
    }
  });
}

const AssertionTwo = withExtensions(
  z.looseObject({
    id: Iri,
    type: typeWith('Assertion'),
    recipient: z.looseObject({
      type: oneOrMany(z.string()),
      identity: z.string(),
      hashed: z.boolean().optional(),
      salt: z.string().optional(),
    }),
    badge: z.union([Iri, Node]),
    verification: Node,
    issuedOn: z.string(),
    expires: z.string().optional(),
    // Only a badge class may hold its picture; an assertion points to the one that it is baked in.
    image: oneOrMany(z.union([Web, z.looseObject({ id: Iri.optional() })])).optional(),
    evidence: oneOrMany(z.union([Iri, Node])).optional(),
    narrative: z.string().optional(),
    revoked: z.boolean().optional(),
  }),
);

const BadgeClassTwo = withExtensions(
  z.looseObject({
    id: Iri.optional(),
    type: typeWith('BadgeClass'),
    name: z.string(),
    description: z.string(),
    image: oneOrMany(z.union([Iri, Node])).optional(),
    criteria: oneOrMany(z.union([Iri, Node])),
    issuer: z.union([Iri, Node]),
    tags: oneOrMany(z.string()).optional(),
    alignment: oneOrMany(z.union([Iri, Node])).optional(),
  }),
);

const IssuerTwo = withExtensions(
  z.looseObject({
    id: Iri.optional(),
    type: typeWith('Issuer', 'Profile'),
    name: z.string(),
    url: Iri,
    email: z.string().optional(),
  }),
);

/** 1.1 says `verify`; who wrote it when 2.0 was near, `verification`. */
const AssertionOne = z
  .looseObject({
    uid: z.union([z.string(), z.number()]).optional(),
    recipient: z.looseObject({
      type: z.string().optional(),
      identity: z.string(),
      hashed: z.boolean().optional(),
      salt: z.string().optional(),
    }),
    badge: z.union([Web, Node]),
    verify: z.looseObject({ type: z.enum(['hosted', 'signed']), url: Web.optional() }).optional(),
    verification: Node.optional(),
    issuedOn: Moment,
    expires: Moment.optional(),
  })
  .refine(({ verify, verification }) => (verify ?? verification) !== undefined, {
    path: ['verify'],
    message: 'is missing',
  });

const BadgeClassOne = z.looseObject({
  name: z.string(),
  description: z.string(),
  criteria: Web,
  issuer: z.union([Web, Node]),
});

const IssuerOne = z.looseObject({ name: z.string(), url: Web });

const AssertionZero = z.looseObject({
  recipient: z.string(),
  salt: z.string().optional(),
  badge: z.looseObject({ issuer: Node }),
  issued_on: Moment.optional(),
  expires: Moment.optional(),
});

const BadgeClassZero = z.looseObject({
  name: z.string(),
  description: z.string(),
  criteria: z.string(),
});

const IssuerZero = z.looseObject({ origin: Web, name: z.string() });

type Part = 'assertion' | 'badge' | 'issuer';

const SHAPES: Readonly<Record<LegacyVersion, Readonly<Record<Part, z.ZodType>>>> = {
  '2': { assertion: AssertionTwo, badge: BadgeClassTwo, issuer: IssuerTwo },
  '1': { assertion: AssertionOne, badge: BadgeClassOne, issuer: IssuerOne },
  '0.5': { assertion: AssertionZero, badge: BadgeClassZero, issuer: IssuerZero },
};

/** Where a part has another shape than its version gives, and how; `undefined` when it fits. */
export function legacyMismatch(
  version: LegacyVersion,
  part: Part,
  value: unknown,
): Mismatch | undefined {
  const { error } = SHAPES[version][part].safeParse(value);
  const found = error && firstMismatch(error);
  return found && { ...found, path: `/${part}${found.path}`.replace(/\/$/, '') };
}

/**
 * Which version an assertion is written in: the one whose context it names, else by the words that only
 * that version has.
 */
export function legacyVersionOf(assertion: Json): LegacyVersion {
  const { '@context': written, verification, verify, recipient } = assertion;
  const contexts = [written].flat().filter((context) => typeof context === 'string');
  if (contexts.some((context) => /\/v2(p\d)?(\/|$)/.test(context))) return '2';
  const isOne = verify !== undefined || contexts.some((context) => /\/v1(\/|$)/.test(context));
  if (verification !== undefined && !isOne) return '2';
  return typeof recipient === 'string' ? '0.5' : '1';
}

const WRITTEN =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A date of an older badge as RFC 3339 in UTC, whole seconds. Written as a day, as a time with or
 * without seconds or zone (then UTC), or as seconds since 1970.
 *
 * @param until a day alone then lasts to its end
 * @returns `undefined` for what is no date
 */
export function legacyDate(value: unknown, until = false): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  if (/^\d{1,10}(\.\d+)?$/.test(text)) return inSeconds(new Date(Number(text) * 1000));
  const [, day, minutes, seconds = ':00', zone = 'Z'] = WRITTEN.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  const time = minutes === undefined ? (until ? '23:59:59' : '00:00:00') : minutes + seconds;
  return isDay(day) ? inSeconds(new Date(`${day}T${time}${zoneOf(zone)}`)) : undefined;
}

/** Dates roll over in JavaScript: the 31st of February would be a day in March. */
function isDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

function zoneOf(zone: string): string {
  return zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
}

function inSeconds(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}
