import * as z from 'zod';
import { CHECK_NAMES } from '../../domain/verification.ts';

// The report as it is promised. Objects are loose: within a version members may be added, and
// programs read over what they do not know.

const Outcome = z.enum(['passed', 'failed', 'unknown', 'skipped']);
const Verdict = z.enum(['verified', 'rejected', 'undetermined']);

const CheckShape = z.looseObject({
  name: z.enum(CHECK_NAMES),
  outcome: Outcome,
  /** Stable; new ones may come. */
  code: z.string().regex(/^[a-z0-9_]+$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Technical English, not meant to be compared. */
  detail: z.string(),
});

const IssuerShape = z.looseObject({
  id: z.string(),
  domain: z.string(),
  claimedName: z.string(),
  recognised: z.boolean(),
  mixedScript: z.boolean(),
});

export const VERIFICATION_REPORT = {
  name: 'VerificationReport',
  schema: z.looseObject({
    version: z.literal(1),
    verdict: Verdict,
    state: z.enum(['active', 'expired', 'revoked', 'not-yet-valid', 'unknown']),
    checks: z.array(CheckShape),
    kind: z.enum(['open-badge', 'endorsement', 'open-badge-2', 'credential']),
    format: z.enum(['json', 'jwt', 'png', 'svg', 'qr']),
    issuer: IssuerShape,
    credential: z.record(z.string(), z.unknown()),
    endorsements: z.array(
      z.looseObject({
        verdict: Verdict,
        issuer: IssuerShape,
        about: z.string(),
        comment: z.string(),
      }),
    ),
    warnings: z.array(z.string()),
    contacted: z.array(z.looseObject({ url: z.string(), why: z.string(), ms: z.number().min(0) })),
  }),
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
