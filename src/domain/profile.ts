import * as z from 'zod';
import type { Role } from './actor.ts';
import { EmailAddress } from './email-address.ts';

/** A centre or a federation: the Open Badges issuer. */
export interface Profile {
  readonly id: string;
  /** Opaque, immutable, never reused: the last segment of the DID. */
  readonly handle: string;
  /** The public origin when the profile was made, e.g. `https://badges.example`; frozen. */
  readonly origin: string;
  readonly name: string;
  readonly email?: string;
  readonly description?: string;
  /**
   * What the team and its learners call the place, when its name would say too much of those who
   * come: then `name` is a neutral one of its federation. Never signed, never public.
   */
  readonly insideName?: string;
  readonly createdAt: string;
}

/** The handle of the one profile that issues nothing: that of those who signed up by themselves. */
export const HOST_HANDLE = 'host';

/** Whether a profile is a centre or a federation, which publishes who it is and awards badges. */
export function isIssuer({ handle }: Pick<Profile, 'handle'>): boolean {
  return handle !== HOST_HANDLE;
}

/** What a person may say of a profile. Lengths count characters. */
export const ProfileText = z.strictObject({
  name: z.string().trim().min(2).max(120),
  email: EmailAddress.optional(),
  description: z.string().trim().max(1000).optional(),
  insideName: z.string().trim().min(2).max(120).optional(),
});
export type ProfileText = z.infer<typeof ProfileText>;

/** @see https://w3c-ccg.github.io/did-method-web/#method-specific-identifier */
export function didOf(profile: Pick<Profile, 'origin' | 'handle'>): string {
  const host = profile.origin.replace(/^https?:\/\//, '').replaceAll(':', '%3A');
  return `did:web:${host}:issuers:${profile.handle}`;
}

/** Its public page; its DID document stands below. */
export function profileUrl(profile: Pick<Profile, 'origin' | 'handle'>): string {
  return `${profile.origin}/issuers/${profile.handle}`;
}

/** What the team and its learners read. */
export function insideNameOf({ name, insideName }: Pick<Profile, 'name' | 'insideName'>): string {
  return insideName || name;
}

/**
 * The issuer as it stands in every credential: always a Profile object, never a bare identifier.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#profile
 */
export function issuerOf(profile: Profile) {
  return {
    id: didOf(profile),
    type: ['Profile'],
    name: profile.name,
    url: profileUrl(profile),
    ...(profile.description ? { description: profile.description } : {}),
    ...(profile.email ? { email: profile.email } : {}),
  };
}

/** A person who works for a profile. */
export interface Member {
  readonly id: string;
  readonly profileId: string;
  readonly role: Role;
  /** What colleagues call them; never in a badge. */
  readonly name?: string;
  /** Lower case; where links to sign in go. */
  readonly email?: string;
  readonly createdAt: string;
  readonly removedAt?: string;
}
