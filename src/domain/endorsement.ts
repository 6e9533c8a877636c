import * as z from 'zod';
import { AchievementCredential } from './credential.ts';
import { DateTime, typeWith, Uri } from './credential-terms.ts';

const EndorsementSubject = z.looseObject({
  /** Of what is endorsed. */
  id: Uri,
  type: typeWith('EndorsementSubject'),
  endorsementComment: z.string().optional(),
});

/**
 * What someone else signs about an achievement, a profile or a badge, read as generously as a badge.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential
 */
export const EndorsementCredential = AchievementCredential.omit({ evidence: true }).extend({
  type: typeWith('EndorsementCredential').refine(
    (types) => types.includes('VerifiableCredential'),
    { message: 'must include VerifiableCredential' },
  ),
  name: z.string(),
  credentialSubject: EndorsementSubject,
});

/** The version 1.1 of the model. */
export const VcdmOneEndorsement = EndorsementCredential.omit({
  validFrom: true,
  validUntil: true,
}).extend({ issuanceDate: DateTime, expirationDate: DateTime.optional() });
