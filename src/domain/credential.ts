import * as z from 'zod';
import { DateTime, oneOrMany, typeWith, Uri } from './credential-terms.ts';

/**
 * The shape of an Open Badges 3.0 credential, for reading what anybody made. Objects are loose:
 * JSON-LD allows more properties, and the canonical form's safe mode refuses the undefined ones.
 * A property that may stand once or several times is read in both forms.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-models
 */

const Image = z.looseObject({ id: Uri, type: typeWith('Image'), caption: z.string().optional() });

const IdentifierEntry = z.looseObject({
  type: typeWith('IdentifierEntry'),
  identifier: z.string(),
  identifierType: z.string(),
});

const IdentityObject = z.looseObject({
  type: typeWith('IdentityObject'),
  hashed: z.boolean(),
  identityHash: z.string(),
  identityType: z.string(),
  salt: z.string().optional(),
});

const Address = z.looseObject({ type: typeWith('Address') });

/** A person or an organisation; `parentOrg` may nest. */
const Profile = z.looseObject({
  id: Uri,
  type: typeWith('Profile'),
  name: z.string().optional(),
  url: Uri.optional(),
  email: z.string().optional(),
  description: z.string().optional(),
  image: Image.optional(),
  address: Address.optional(),
  otherIdentifier: oneOrMany(IdentifierEntry).optional(),
  get parentOrg() {
    return Profile.optional();
  },
});

const Alignment = z.looseObject({
  type: typeWith('Alignment'),
  targetName: z.string(),
  targetUrl: Uri,
  targetCode: z.string().optional(),
  targetDescription: z.string().optional(),
  targetFramework: z.string().optional(),
  targetType: z.string().optional(),
});

const RubricCriterionLevel = z.looseObject({
  id: Uri,
  type: typeWith('RubricCriterionLevel'),
  name: z.string(),
  alignment: oneOrMany(Alignment).optional(),
});

const ResultDescription = z.looseObject({
  id: Uri,
  type: typeWith('ResultDescription'),
  name: z.string(),
  resultType: z.string(),
  alignment: oneOrMany(Alignment).optional(),
  rubricCriterionLevel: oneOrMany(RubricCriterionLevel).optional(),
});

const Result = z.looseObject({
  type: typeWith('Result'),
  achievedLevel: Uri.optional(),
  resultDescription: Uri.optional(),
  value: z.string().optional(),
  status: z
    .enum(['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'])
    .optional(),
  alignment: oneOrMany(Alignment).optional(),
});

const Related = z.looseObject({
  id: Uri,
  type: typeWith('Related'),
  inLanguage: z.string().optional(),
});

const Achievement = z.looseObject({
  id: Uri,
  type: typeWith('Achievement'),
  name: z.string(),
  description: z.string(),
  criteria: z.looseObject({ id: Uri.optional(), narrative: z.string().optional() }),
  achievementType: z.string().optional(),
  creditsAvailable: z.number().optional(),
  inLanguage: z.string().optional(),
  image: Image.optional(),
  creator: Profile.optional(),
  tag: oneOrMany(z.string()).optional(),
  alignment: oneOrMany(Alignment).optional(),
  otherIdentifier: oneOrMany(IdentifierEntry).optional(),
  related: oneOrMany(Related).optional(),
  resultDescription: oneOrMany(ResultDescription).optional(),
});

const Evidence = z.looseObject({
  type: typeWith('Evidence'),
  id: Uri.optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  narrative: z.string().optional(),
});

const AchievementSubject = z
  .looseObject({
    id: Uri.optional(),
    type: typeWith('AchievementSubject'),
    achievement: Achievement,
    identifier: oneOrMany(IdentityObject).optional(),
    image: Image.optional(),
    narrative: z.string().optional(),
    creditsEarned: z.number().optional(),
    result: oneOrMany(Result).optional(),
    source: Profile.optional(),
    activityStartDate: DateTime.optional(),
    activityEndDate: DateTime.optional(),
  })
  .refine(({ id, identifier }) => id !== undefined || [identifier].flat().some(Boolean), {
    message: 'needs an id or an identifier',
  });

const CredentialStatus = z.looseObject({ id: Uri.optional(), type: z.string() });

/** VCDM 2.0; version 1.1 comes in through `VcdmOneCredential`. */
export const AchievementCredential = z.looseObject({
  '@context': z.array(z.unknown()).min(2),
  id: Uri,
  type: typeWith('AchievementCredential', 'OpenBadgeCredential').refine(
    (types) => types.includes('VerifiableCredential'),
    { message: 'must include VerifiableCredential' },
  ),
  name: z.string().optional(),
  description: z.string().optional(),
  image: Image.optional(),
  issuer: z.union([Uri, Profile]),
  validFrom: DateTime,
  validUntil: DateTime.optional(),
  awardedDate: DateTime.optional(),
  credentialSubject: AchievementSubject,
  credentialStatus: CredentialStatus.optional(),
  evidence: oneOrMany(Evidence).optional(),
});
export type AchievementCredential = z.infer<typeof AchievementCredential>;

/** The version 1.1 of the model: other names for the dates, and a required `name`. */
export const VcdmOneCredential = AchievementCredential.omit({
  validFrom: true,
  validUntil: true,
}).extend({ name: z.string(), issuanceDate: DateTime, expirationDate: DateTime.optional() });

/** The identifier of an issuer written as a URI or as a Profile. */
export function issuerIdOf(credential: { readonly issuer?: unknown }): string | undefined {
  const { issuer } = credential;
  if (typeof issuer === 'string') return issuer;
  if (typeof issuer !== 'object' || issuer === null || !('id' in issuer)) return undefined;
  return typeof issuer.id === 'string' ? issuer.id : undefined;
}
