import { isJson, textOf } from '../../../domain/loose-json.ts';
import type { Json, Verification } from '../tools.ts';
import { withoutNulls } from './without-nulls.ts';

/** Whether a text is an address of the web, of either scheme. */
export function isWeb(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/**
 * The same address over https. Badges of these years name themselves with http; the same host
 * answering over https is who it says it is, and nothing is ever asked over http.
 */
function secured(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'http:') url.protocol = 'https:';
  return url.href;
}

/** Whether two addresses are one, whatever their scheme; no text that is not an address is one. */
export function sameAddress(one: string, other: string): boolean {
  if (one === other) return true;
  return isWeb(one) && isWeb(other) && secured(one) === secured(other);
}

/** The host, with its port, behind an address; empty for any other identifier. */
export function webHostOf(address: string): string {
  return isWeb(address) ? new URL(secured(address)).host : '';
}

/** Whether two web addresses are of one host; anything else is of none. */
export function sameHost(one: string, other: string): boolean {
  const host = webHostOf(one);
  return host !== '' && host === webHostOf(other);
}

/** The id of something that is written as its id or as an object that has one; else empty. */
export function refOf(value: unknown): string {
  return isJson(value) ? textOf(value['id']) : textOf(value);
}

/** The name of an assertion within its issuer, in 1.x: a text or a number; else empty. */
export function uidOf({ uid }: Json): string {
  return typeof uid === 'number' ? `${uid}` : textOf(uid);
}

/**
 * A part of a badge. Of nothing else: in the oldest revocation lists a name with `null` for a reason
 * is revoked all the same.
 *
 * @throws {BadgeError} those of `fetchJson`
 */
export async function readPartThere(
  verification: Verification,
  address: string,
  why: string,
): Promise<Json> {
  return withoutNulls(await readThere(verification, address, why));
}

/** @throws {BadgeError} those of `fetchJson` */
export async function readThere(
  verification: Verification,
  address: string,
  why: string,
): Promise<Json> {
  const { document } = await verification.fetchJson(secured(address), why);
  return document;
}

/**
 * What is at an address, as text.
 *
 * @throws {BadgeError} those of `fetchJson`
 */
export async function readTextThere(
  verification: Verification,
  address: string,
  why: string,
): Promise<string> {
  return new TextDecoder().decode(await verification.fetchBytes(secured(address), why));
}
