import * as z from 'zod';

/**
 * What the VC-API is asked with. Its options are open-ended: those that are not known here ask for
 * nothing that is done here.
 *
 * @see https://w3c-ccg.github.io/vc-api/
 */

const JsonObject = z.record(z.string(), z.unknown());
/** An object, or a compact token. */
const Secured = z.union([JsonObject, z.string().min(1)]);

const VerifyOptions = z
  .looseObject({
    checks: z.array(z.string()).optional(),
    challenge: z.string().optional(),
    domain: z.string().optional(),
    expectedProofPurpose: z.string().optional(),
    returnPresentation: z.boolean().optional(),
  })
  .default({});

export type VerifyOptions = z.output<typeof VerifyOptions>;

export const VerifyCredential = z.looseObject({
  verifiableCredential: Secured,
  options: VerifyOptions,
});

export const VerifyPresentation = z
  .looseObject({
    verifiablePresentation: Secured.optional(),
    presentation: Secured.optional(),
    options: VerifyOptions,
  })
  .refine(
    ({ verifiablePresentation, presentation }) =>
      (verifiablePresentation === undefined) !== (presentation === undefined),
    { path: ['verifiablePresentation'], message: 'Send verifiablePresentation or presentation.' },
  );

/** There is one kind of list here, and one thing that its bits say. */
const StatusWish = z.looseObject({
  type: z.enum(['BitstringStatusList', 'BitstringStatusListEntry']).optional(),
  statusPurpose: z.literal('revocation').optional(),
});

export const IssueCredential = z.looseObject({
  credential: JsonObject,
  options: z
    .looseObject({
      format: z.enum(['vc+jwt', 'eddsa-rdfc-2022']).optional(),
      cryptosuite: z.literal('eddsa-rdfc-2022').optional(),
      credentialId: z.string().min(1).max(2048).optional(),
      credentialStatus: z
        .union([z.boolean(), StatusWish, z.array(StatusWish).length(1)])
        .optional(),
    })
    .default({}),
});

const Entry = z.looseObject({
  type: z.enum(['BitstringStatusList', 'BitstringStatusListEntry']).optional(),
  statusPurpose: z.literal('revocation').optional(),
  statusListCredential: z.string().max(2048).optional(),
  statusListIndex: z.string().max(20).optional(),
  /** Where older clients say it. */
  status: z.union([z.boolean(), z.enum(['0', '1'])]).optional(),
});

/** @see https://w3c-ccg.github.io/vc-api/#update-status */
export const UpdateStatus = z
  .looseObject({
    credentialId: z.string().min(1).max(2048),
    credentialStatus: z.union([Entry, z.array(Entry).length(1)]).optional(),
    status: z.boolean().optional(),
  })
  .transform(({ credentialId, credentialStatus, status }, ctx) => {
    const [entry] = [credentialStatus].flat();
    const wanted = status ?? entry?.status;
    if (wanted === undefined) {
      ctx.addIssue({ code: 'custom', path: ['status'], message: 'Say true or false.' });
      return z.NEVER;
    }
    return { credentialId, entry, status: wanted === true || wanted === '1' };
  });
