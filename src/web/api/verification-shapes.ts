import * as z from 'zod';
import {
  type CarrierFormat,
  CHECK_NAMES,
  type Check,
  type Contact,
  type CredentialKind,
  type EndorsementReport,
  type IssuerReport,
  type Outcome,
  type State,
  type Verdict,
  type VerificationReport,
} from '../../domain/verification.ts';

// The report as it is promised. Objects are loose: within a version members may be added, and
// programs read over what they do not know. What the report has and the promise has not, or the
// other way round, does not compile.

/** The members of a report, each with what it may be. */
type ShapeOf<Value> = { readonly [Name in keyof Value]: z.ZodType<Value[Name]> };
/** Every word of a type, and no other. */
type WordsOf<Word extends string> = { readonly [Each in Word]: Each };

const VERDICTS = {
  verified: 'verified',
  rejected: 'rejected',
  undetermined: 'undetermined',
} satisfies WordsOf<Verdict>;
const OUTCOMES = {
  passed: 'passed',
  failed: 'failed',
  unknown: 'unknown',
  skipped: 'skipped',
} satisfies WordsOf<Outcome>;
const STATES = {
  active: 'active',
  expired: 'expired',
  revoked: 'revoked',
  'not-yet-valid': 'not-yet-valid',
  unknown: 'unknown',
} satisfies WordsOf<State>;
const KINDS = {
  'open-badge': 'open-badge',
  endorsement: 'endorsement',
  'open-badge-2': 'open-badge-2',
  credential: 'credential',
} satisfies WordsOf<CredentialKind>;
const FORMATS = {
  json: 'json',
  jwt: 'jwt',
  png: 'png',
  svg: 'svg',
  qr: 'qr',
} satisfies WordsOf<CarrierFormat>;

const CheckShape = z.looseObject({
  name: z.enum(CHECK_NAMES),
  outcome: z.enum(OUTCOMES),
  /** Stable; new ones may come. */
  code: z.string().regex(/^[a-z0-9_]+$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Technical English, not meant to be compared. */
  detail: z.string(),
} satisfies ShapeOf<Check>);

const IssuerShape = z.looseObject({
  id: z.string(),
  domain: z.string(),
  claimedName: z.string(),
  recognised: z.boolean(),
  mixedScript: z.boolean(),
} satisfies ShapeOf<IssuerReport>);

const EndorsementShape = z.looseObject({
  verdict: z.enum(VERDICTS),
  issuer: IssuerShape,
  about: z.string(),
  issuersOwn: z.boolean(),
  comment: z.string(),
} satisfies ShapeOf<EndorsementReport>);

const ContactShape = z.looseObject({
  url: z.string(),
  why: z.string(),
  ms: z.number().min(0),
} satisfies ShapeOf<Contact>);

export const VERIFICATION_REPORT = {
  name: 'VerificationReport',
  schema: z.looseObject({
    version: z.literal(1),
    verdict: z.enum(VERDICTS),
    state: z.enum(STATES),
    checks: z.array(CheckShape),
    kind: z.enum(KINDS),
    format: z.enum(FORMATS),
    issuer: IssuerShape,
    credential: z.record(z.string(), z.unknown()),
    endorsements: z.array(EndorsementShape),
    warnings: z.array(z.string()),
    contacted: z.array(ContactShape),
  } satisfies ShapeOf<VerificationReport>),
};

/** What is sent in place of a badge. */
export const VERIFICATION_LINK = {
  name: 'VerificationLink',
  // Beyond 2048 characters only a link that carries the whole badge.
  schema: z.strictObject({ url: z.string().min(1).max(8192) }),
};

export const RECOGNISED_ISSUERS = {
  name: 'RecognisedIssuers',
  schema: z.looseObject({
    issuers: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  }),
};

export const CONTEXTS = {
  name: 'Contexts',
  schema: z.looseObject({
    contexts: z.array(z.looseObject({ url: z.string(), sha256: z.string(), text: z.string() })),
  }),
};
