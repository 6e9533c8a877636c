import * as z from 'zod';
import { DateTime, Uri } from './credential-terms.ts';

/**
 * What the W3C's data model demands of any verifiable credential, whatever it is about. Objects are
 * loose: which other words may stand in them is the contexts' to say, and the canonical form refuses
 * those that no context defines. A property that the model interprets is never `null`.
 *
 * @see https://www.w3.org/TR/vc-data-model-2.0/
 */

/** A term, or an absolute URL. */
const TypeName = z.string().regex(/^\S+$/, 'must be a term or an absolute URL');
const Types = z.union([TypeName, z.array(TypeName).min(1)]);

const typesWith = (name: string) =>
  Types.refine((types) => [types].flat().includes(name), { message: `must include ${name}` });

/** Once or several times, but never an empty list. */
const someOf = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);

/** A text that says its language and direction; no other member may stand in it. */
const LanguageValue = z.strictObject({
  '@value': z.string(),
  '@language': z
    .string()
    .regex(/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/, 'must be a language tag')
    .optional(),
  '@direction': z.enum(['ltr', 'rtl']).optional(),
});

/** @see https://www.w3.org/TR/vc-data-model-2.0/#names-and-descriptions */
const LanguageText = someOf(z.union([z.string(), LanguageValue]));

const Named = { name: LanguageText.optional(), description: LanguageText.optional() };

/** Has a type; an id too when it says one. */
const Typed = z.looseObject({ id: Uri.optional(), type: Types });
const TypedWithId = z.looseObject({ id: Uri, type: Types });

/** Says at least one thing. */
const Subject = z
  .looseObject({ id: Uri.optional() })
  .refine((subject) => Object.keys(subject).length > 0, { message: 'must claim something' });

const RelatedResource = z
  .looseObject({
    id: Uri,
    digestSRI: someOf(z.string()).optional(),
    digestMultibase: someOf(z.string()).optional(),
    mediaType: z
      .string()
      .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, 'must be a media type')
      .optional(),
  })
  .refine(({ digestSRI, digestMultibase }) => (digestSRI ?? digestMultibase) !== undefined, {
    message: 'needs digestSRI or digestMultibase',
  });

const RelatedResources = someOf(RelatedResource).refine(
  (resources) => {
    const ids = [resources].flat().map(({ id }) => id);
    return new Set(ids).size === ids.length;
  },
  { message: 'must not name one resource twice' },
);

const Issuer = z.union([Uri, z.looseObject({ id: Uri, ...Named })]);

const Common = {
  '@context': z.array(z.unknown()).min(1),
  type: typesWith('VerifiableCredential'),
  ...Named,
  issuer: Issuer,
  credentialSubject: someOf(Subject),
  credentialSchema: someOf(TypedWithId).optional(),
  refreshService: someOf(Typed).optional(),
  termsOfUse: someOf(Typed).optional(),
  evidence: someOf(Typed).optional(),
};

/** A credential of version 2.0. */
export const VerifiableCredential = z
  .looseObject({
    ...Common,
    id: Uri.optional(),
    validFrom: DateTime.optional(),
    validUntil: DateTime.optional(),
    credentialStatus: someOf(Typed).optional(),
    relatedResource: RelatedResources.optional(),
    // Reserved words: whoever uses them says how.
    confidenceMethod: someOf(Typed).optional(),
    renderMethod: someOf(Typed).optional(),
  })
  .refine(({ validFrom, validUntil }) => isInOrder(validFrom, validUntil), {
    path: ['validUntil'],
    message: 'must not be before validFrom',
  });

/** A credential of version 1.1: other names for the dates, and the first of them is required. */
export const VerifiableCredentialOne = z
  .looseObject({
    ...Common,
    id: Uri.optional(),
    issuanceDate: DateTime,
    expirationDate: DateTime.optional(),
    credentialStatus: someOf(TypedWithId).optional(),
  })
  .refine(({ issuanceDate, expirationDate }) => isInOrder(issuanceDate, expirationDate), {
    path: ['expirationDate'],
    message: 'must not be before issuanceDate',
  });

/** A token by itself is of version 1.1: whoever reads a presentation of 2.0 refuses it. */
const Shown = z.union([z.string(), z.looseObject({ type: Types })]);

/** A presentation, of either version. What stands in it is verified one by one. */
export const VerifiablePresentation = z.looseObject({
  '@context': z.array(z.unknown()).min(1),
  id: Uri.optional(),
  type: typesWith('VerifiablePresentation'),
  holder: z.union([Uri, z.looseObject({ id: Uri })]).optional(),
  verifiableCredential: z.union([Shown, z.array(Shown)]).optional(),
  termsOfUse: someOf(Typed).optional(),
});

function isInOrder(from: string | undefined, until: string | undefined): boolean {
  return from === undefined || until === undefined || Date.parse(from) <= Date.parse(until);
}
