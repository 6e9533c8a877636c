import { DateTime } from '../../domain/credential-terms.ts';
import { typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { isVcdmOne } from './check-schema.ts';
import type { Facts } from './facts.ts';
import { outcome } from './outcomes.ts';
import type { Json } from './tools.ts';

/** Whether now is within the dates of the credential, and of the token around it. */
export function checkValidity({ verification, credential, kind, jwt }: Facts): Check {
  // A badge of any version says since when it is valid, and so does every credential of version 1.1.
  const mayLackStart = kind === 'credential' && !isVcdmOne(credential);
  return validityOf(credential, verification.now(), jwt?.claims['exp'], mayLackStart);
}

/**
 * Whether `now` lies between the dates, both included. Dates count under the names of both versions
 * of the data model: the contexts of the older one know them all. `exp` is the end that a JWT gives, in
 * seconds: it counts when the credential itself has none.
 *
 * @see https://www.w3.org/TR/vc-data-model-2.0/#validity-period
 */
export function validityOf(
  credential: Json,
  now: Date,
  exp?: unknown,
  mayLackStart = typesOf(credential).includes('BitstringStatusListCredential'),
): Check {
  const from = latest(['validFrom', 'issuanceDate'].map((name) => dateOf(credential[name])));
  const until =
    earliest(['validUntil', 'expirationDate'].map((name) => dateOf(credential[name]))) ??
    endOf(exp);
  if (from === undefined && !mayLackStart) {
    return outcome('validity', 'failed', 'date_missing', 'It does not say since when it is valid.');
  }
  if (Number.isNaN(from) || Number.isNaN(until)) {
    return outcome('validity', 'failed', 'date_invalid', 'A date cannot be read.');
  }
  if (from !== undefined && until !== undefined && until < from) {
    return outcome('validity', 'failed', 'validity_inverted', 'It ends before it begins.');
  }
  if (from !== undefined && now.getTime() < from) {
    return outcome('validity', 'failed', 'not_yet_valid', '', { date: iso(from) });
  }
  if (until !== undefined && now.getTime() > until) {
    return outcome('validity', 'failed', 'expired', '', { date: iso(until) });
  }
  return outcome('validity', 'passed', 'within_dates');
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Milliseconds; `undefined` when absent, `NaN` when it is no date. */
function dateOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return DateTime.safeParse(value).success ? Date.parse(String(value)) : Number.NaN;
}

function endOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' && Math.abs(value) < 8.64e12 ? value * 1000 : Number.NaN;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
