import { type LegacyVersion, legacyVersionOf } from '../../../domain/legacy-badge.ts';
import { isJson, textOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { outcome, outcomeOfFetch } from '../outcomes.ts';
import type { Json, Verification } from '../tools.ts';
import { isWeb, readPartThere, refOf, sameAddress, sameHost } from './addresses.ts';

/** A badge of an older version with what it points to, each read from where it is. */
export interface LegacyParts {
  readonly version: LegacyVersion;
  readonly assertion: Json;
  readonly address: string;
  /** Absent when it could not be read. */
  readonly badge?: Json;
  readonly badgeId: string;
  /** Absent when it could not be read. */
  readonly issuer?: Json;
  /** Where the issuer's profile is: that, and not what the profile says of itself, is who it is. */
  readonly issuerId: string;
  /** Why badge class or issuer are absent, as an answer about the issuer. */
  readonly gap?: Check;
}

type Read = { readonly document: Json; readonly id: string } | { readonly gap: Check };

/**
 * Reads the badge class and the issuer's profile of an assertion.
 *
 * @param mayAsk false when the assertion itself is not certain: then nobody is asked on its word,
 *   and only what stands in it is read
 */
export async function readParts(
  verification: Verification,
  { assertion, address }: { readonly assertion: Json; readonly address: string },
  mayAsk: boolean,
): Promise<LegacyParts> {
  const version = legacyVersionOf(assertion);
  const known = { version, assertion, address };
  const ask = (id: string) => readPart(verification, id, mayAsk);
  const badge = await readBadgeClass(assertion['badge'], `${address}#badge`, ask);
  if ('gap' in badge) return { ...known, badgeId: '', issuerId: '', gap: badge.gap };
  const parts = { ...known, badge: badge.document, badgeId: badge.id };
  const issuer = await readIssuer(version, badge.document['issuer'], ask);
  if ('gap' in issuer) {
    const { issuer: written } = badge.document;
    return {
      ...parts,
      issuerId: refOf(written),
      ...(isJson(written) && !mayAsk ? { issuer: written } : {}),
      gap: issuer.gap,
    };
  }
  // The issuer vouches for the address alone: what is there belongs to whoever has that host today.
  if (isWeb(textOf(assertion['badge'])) && !sameHost(badge.id, issuer.id)) {
    verification.warnings.push('legacy_badge_elsewhere');
  }
  return { ...parts, issuer: issuer.document, issuerId: issuer.id };
}

type Ask = (id: string) => Promise<Read>;

function readBadgeClass(written: unknown, ownId: string, ask: Ask): Promise<Read> | Read {
  // What stands inside comes with the word of the assertion around it.
  if (isJson(written)) return { document: written, id: textOf(written['id']) || ownId };
  if (isWeb(textOf(written))) return ask(textOf(written));
  return { gap: refused('issuer_missing', 'The assertion names no badge class.') };
}

/** An issuer speaks for itself at its own address; only in 0.5 it has none but its site. */
function readIssuer(version: LegacyVersion, written: unknown, ask: Ask): Promise<Read> | Read {
  const id = refOf(written);
  if (isWeb(id)) return ask(id);
  if (id !== '') {
    return { gap: outcome('issuer', 'unknown', 'issuer_id_unsupported', id.slice(0, 100)) };
  }
  const site = version === '0.5' && isJson(written) ? siteOf(written) : undefined;
  return site ?? { gap: refused('issuer_missing', 'The badge class names no issuer.') };
}

/**
 * In 0.5 an issuer is a site with a name. Whatever else the badge says of it (keys, where it
 * publishes, who praises it) are words about somebody who never said them. It is the site as a whole:
 * a path would be the address of someone's profile there.
 */
function siteOf(written: Json): Read | undefined {
  const site = textOf(written['origin']);
  if (!isWeb(site)) return undefined;
  const { origin: id, username, password } = new URL(site);
  if (username !== '' || password !== '') return undefined;
  const members = ['origin', 'name', 'org', 'contact'];
  const said = Object.entries(written).filter(([member]) => members.includes(member));
  return { document: Object.fromEntries(said), id };
}

async function readPart(verification: Verification, id: string, mayAsk: boolean): Promise<Read> {
  if (!mayAsk) return { gap: outcome('issuer', 'unknown', 'issuer_not_reached') };
  try {
    const document = await readPartThere(verification, id, 'issuer');
    const own = textOf(document['id']);
    if (own !== '' && !sameAddress(own, id)) {
      if (isWeb(own) && !sameHost(own, id)) {
        return { gap: refused('did_id_mismatch', `${id} speaks for ${own.slice(0, 200)}`) };
      }
      verification.warnings.push('legacy_address_differs');
    }
    return { document, id };
  } catch (error) {
    return { gap: outcomeOfFetch('issuer', error, id) };
  }
}

const refused = (code: string, detail: string) => outcome('issuer', 'failed', code, detail);
