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
  /** Those among them that gave a list of what was revoked. */
  readonly lists: ReadonlySet<OpenArchive>;
  /** Fingerprints that the visitor vouches for. */
  readonly vouched: readonly string[];
}

/**
 * The report as it may be said without a network: a key that came beside the badge proves the issuer
 * only to someone who knows where it came from, and what was not asked is unknown.
 */
export function settle(report: VerificationReport, leaning: Leaning): VerificationReport {
  const checks = report.checks.map((check) => settleCheck(check, report.issuer.id, leaning));
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

function settleCheck(check: Check, issuerId: string, leaning: Leaning): Check {
  const { name, outcome: is, code } = check;
  if (name === 'issuer') return settleIssuer(check, issuerId, leaning);
  if (name === 'status' && code === 'status_unreachable') {
    return { ...check, code: 'status_offline' };
  }
  const [list] = leaning.lists;
  if (name === 'status' && is === 'passed' && list) {
    return outcome('status', 'passed', 'not_revoked_archived', '', { date: list.made });
  }
  const [stranger] = unbelieved(leaning).filter(({ issuer }) => issuer !== issuerId);
  return name === 'endorsements' && is === 'passed' && stranger ? unproven(name, stranger) : check;
}

function settleIssuer(check: Check, issuerId: string, { used, vouched }: Leaning): Check {
  if (check.outcome === 'unknown' && check.code.startsWith('remote_')) {
    return { ...check, code: 'issuer_offline' };
  }
  const archive = [...used].find(({ issuer, isProven }) => issuer === issuerId && !isProven);
  if (!archive || check.outcome !== 'passed') return check;
  if (!vouched.includes(archive.fingerprint)) return unproven('issuer', archive);
  const { domain, made: date } = archive;
  return outcome('issuer', 'passed', 'issuer_archived', '', { domain, date });
}

function unproven(name: Check['name'], { domain, made: date, fingerprint }: OpenArchive): Check {
  const detail = `The archive is signed with the key ${fingerprint}.`;
  return outcome(name, 'unknown', 'archive_unproven', detail, { domain, date, fingerprint });
}

/** The archives that were leaned on and that nobody vouches for. */
export function unbelieved({ used, vouched }: Leaning): readonly OpenArchive[] {
  return [...used].filter(
    ({ isProven, fingerprint }) => !isProven && !vouched.includes(fingerprint),
  );
}
