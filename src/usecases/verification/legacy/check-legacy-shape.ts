import { legacyMismatch } from '../../../domain/legacy-badge.ts';
import { isJson, listOf } from '../../../domain/loose-json.ts';
import type { Check } from '../../../domain/verification.ts';
import { outcome } from '../outcomes.ts';
import type { LegacyParts } from './read-parts.ts';

const KNOWN_CONTEXTS = [
  /^https?:\/\/w3id\.org\/openbadges\/v[12]$/,
  /^https?:\/\/openbadgespec\.org\/v[12]\/context\.json$/,
  /^https?:\/\/(www\.)?imsglobal\.org\/sites\/default\/files\/Badges\/OBv2p0(Final)?\/v[12]\/context\.json$/,
  /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v2p[01]\/(context\/)?[\w.-]+\.json(ld)?$/,
];

/**
 * Whether the words of an assertion are those of Open Badges. Before 1.1 there was no context to
 * name. An extension brings its own, for its own words, which nobody here reads.
 */
export function checkLegacyContexts({ version, assertion }: LegacyParts): Check {
  const stranger = strangerIn(assertion);
  if (stranger !== undefined) {
    const isUnread = /^https?:/.test(stranger);
    const params = isUnread ? { context: stranger } : {};
    return outcome('contexts', 'failed', 'context_not_allowed', stranger, params);
  }
  if (listOf(assertion['@context']).length > 0) {
    return outcome('contexts', 'passed', 'legacy_context');
  }
  return version === '2'
    ? outcome('contexts', 'failed', 'context_missing', 'There is no @context.')
    : outcome('contexts', 'passed', 'legacy_context_absent');
}

function strangerIn(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value.map(strangerIn));
  if (!isJson(value)) return undefined;
  const stranger = listOf(value['@context']).find((context) => !isKnown(context));
  if (stranger !== undefined) {
    return typeof stranger === 'string' ? stranger.slice(0, 200) : 'An inline context.';
  }
  const inside = Object.entries(value).filter(([name]) => !name.startsWith('extensions:'));
  return firstOf(inside.map(([, item]) => strangerIn(item)));
}

function isKnown(context: unknown): boolean {
  return typeof context === 'string' && KNOWN_CONTEXTS.some((known) => known.test(context));
}

function firstOf(found: readonly (string | undefined)[]): string | undefined {
  return found.find((one) => one !== undefined);
}

/** Whether assertion, badge class and issuer have the shape that their version gives. */
export function checkLegacySchema({ version, assertion, badge, issuer }: LegacyParts): Check {
  const mismatch =
    legacyMismatch(version, 'assertion', assertion) ??
    (badge && legacyMismatch(version, 'badge', badge)) ??
    (issuer && legacyMismatch(version, 'issuer', issuer));
  if (mismatch) {
    const { path, message } = mismatch;
    return outcome('schema', 'failed', 'schema_mismatch', `${path}: ${message}`, { path });
  }
  if (!badge || !issuer) {
    return outcome('schema', 'unknown', 'legacy_incomplete', 'A part could not be read.');
  }
  return outcome('schema', 'passed', 'legacy_schema_matched', `Open Badges ${version}`);
}
