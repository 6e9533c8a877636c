import {
  type Check,
  stateOf,
  type VerificationReport,
  verdictOf,
} from '../../domain/verification.ts';
import { outcome } from '../../usecases/verification/outcomes.ts';
import type { OpenArchive } from './archives.ts';

/** What a verification without a network leaned on. */
export interface Leaning {
  /** The archives that gave a document. */
  readonly used: ReadonlySet<OpenArchive>;
  /** Of the lists of what was revoked that they gave. */
  readonly lists: ReadonlySet<ListDates>;
  /** Fingerprints that the visitor vouches for. */
  readonly vouched: readonly string[];
}

/** ISO 8601. */
export interface ListDates {
  /** When the issuer put the list into its archive. */
  readonly made: string;
  /** Since when the list itself says that it holds: it changes with each revocation only. */
  readonly from: string;
}

/**
 * The report as it may be said without a network: a key that came beside the badge proves the issuer
 * only to someone who knows where it came from, and what was not asked is unknown.
 */
export function settle(report: VerificationReport, leaning: Leaning): VerificationReport {
  const checks = report.checks.map((check) => settleCheck(check, report, leaning));
  const isBound = checks.some(({ name, outcome: is }) => name === 'issuer' && is === 'passed');
  const isArchived = checks.some(({ code }) => code === 'issuer_archived');
  const strangers = unbelieved(leaning).map(({ issuer }) => issuer);
  return {
    ...report,
    checks,
    verdict: verdictOf(checks),
    state: stateOf(checks),
    issuer: { ...report.issuer, recognised: report.issuer.recognised && isBound },
    endorsements: report.endorsements.map((one) =>
      one.verdict === 'verified' && strangers.includes(one.issuer.id)
        ? { ...one, verdict: 'undetermined' as const }
        : one,
    ),
    warnings: isArchived ? [...report.warnings, 'did_archived'] : report.warnings,
  };
}

function settleCheck(check: Check, report: VerificationReport, leaning: Leaning): Check {
  const { name, outcome: is, code } = check;
  if (name === 'issuer') return settleIssuer(check, report, leaning);
  if (name === 'status' && code === 'status_unreachable') {
    return { ...check, code: 'status_offline' };
  }
  if (name === 'status' && code === 'not_revoked' && leaning.lists.size > 0) {
    return outcome('status', 'passed', 'not_revoked_archived', '', datesOf(leaning));
  }
  const [stranger] = unbelieved(leaning).filter(({ issuer }) => issuer !== report.issuer.id);
  return name === 'endorsements' && is === 'passed' && stranger ? unproven(name, stranger) : check;
}

/** Where several lists were read, the answer is as old as the oldest. */
function datesOf({ lists }: Leaning): { readonly date: string; readonly list: string } {
  const oldest = (name: keyof ListDates) => [...lists].map((one) => one[name]).sort()[0] ?? '';
  return { date: oldest('made'), list: oldest('from') };
}

function settleIssuer(check: Check, report: VerificationReport, leaning: Leaning): Check {
  if (check.outcome === 'unknown' && check.code.startsWith('remote_')) {
    return { ...check, code: 'issuer_offline' };
  }
  if (check.outcome === 'unknown') return check;
  const { id } = report.issuer;
  // An archive that nobody believes is held against the issuer, whoever it says that it is of; only
  // one that an endorsement leaned on is held against the endorsement instead.
  const endorsers = report.endorsements.map(({ issuer }) => issuer.id);
  const [stranger] = unbelieved(leaning).filter(
    ({ issuer }) => issuer === id || !endorsers.includes(issuer),
  );
  if (stranger) return unproven('issuer', stranger);
  const archive = [...leaning.used].find(({ issuer, isProven }) => issuer === id && !isProven);
  if (!archive || check.outcome !== 'passed') return check;
  const { domain, made: date } = archive;
  return outcome('issuer', 'passed', 'issuer_archived', '', { domain, date });
}

function unproven(name: Check['name'], { domain, made: date, fingerprint }: OpenArchive): Check {
  const detail = `The fingerprint of the keys in the archive is ${fingerprint}.`;
  return outcome(name, 'unknown', 'archive_unproven', detail, { domain, date, fingerprint });
}

/** Whether it is known who made an archive: this page had the keys, or the visitor vouches for them. */
export function isBelieved(
  { isProven, fingerprint }: OpenArchive,
  vouched: readonly string[],
): boolean {
  return isProven || vouched.includes(fingerprint);
}

/** The archives that were leaned on and that nobody vouches for. */
export function unbelieved({ used, vouched }: Leaning): readonly OpenArchive[] {
  return [...used].filter((archive) => !isBelieved(archive, vouched));
}
