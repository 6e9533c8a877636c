import { isIssuer, type Profile, profileUrl } from '../../domain/profile.ts';
import { keyUrl } from '../../domain/signing-key.ts';
import { didDocumentOf, jwkOf, jwksOf, type PublishedDeps } from './published-documents.ts';

/** A document as it is published: where, and its text. */
export interface PublishedFile {
  readonly url: string;
  readonly text: string;
}

/** What a profile publishes about its keys. */
export async function documentsOfProfile(
  deps: PublishedDeps,
  profile: Profile,
): Promise<PublishedFile[]> {
  const keys = await deps.store.keys.listOf(profile.id);
  const did = await didDocumentOf(deps, profile);
  return [
    { url: `${profileUrl(profile)}/did.json`, text: JSON.stringify(did) },
    ...(await Promise.all(
      keys
        .filter(({ kind }) => kind === 'RSA')
        .map(async (key) => ({
          url: keyUrl(profile, key),
          text: JSON.stringify(await jwkOf(deps, profile, key.kid)),
        })),
    )),
  ];
}

/** What this service publishes about every key of every issuer that it hosts. */
export async function documentsOfService(
  deps: PublishedDeps,
  origin: string,
): Promise<PublishedFile[]> {
  const profiles = (await deps.store.profiles.list()).filter(isIssuer);
  const documents = await Promise.all(profiles.map((profile) => documentsOfProfile(deps, profile)));
  const jwks = { url: `${origin}/.well-known/jwks.json`, text: JSON.stringify(await jwksOf(deps)) };
  return [...documents.flat(), jwks];
}
