import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import type { Log } from '../ports.ts';

/** An issuer that the operator of this service knows. */
export interface RecognisedIssuer {
  readonly id: string;
  /** As the operator or the signer of a list calls it; empty when they do not. */
  readonly name: string;
}

/** A list that someone else signs, and whom alone it is believed of. */
export interface SignedSource {
  readonly place: string;
  readonly signer: string;
  /** Reads it and verifies it as any credential. Rejects when it cannot be had. */
  load(): Promise<VerificationReport>;
}

interface HeldList {
  readonly issuers: readonly RecognisedIssuer[];
  readonly from: number;
  readonly until: number;
}

const AGAIN_MS = 3_600_000;
const AGAIN_AFTER_FAILURE_MS = 300_000;

/**
 * The issuers of signed lists: read at the first question, again every hour, aside. A list that
 * cannot be had, does not verify, has another signer or is older than the one held is not used, and
 * the log says so; the last good one serves until its `validUntil`.
 */
export function createTrustLists(deps: {
  readonly sources: readonly SignedSource[];
  readonly now: () => Date;
  readonly log: Log;
}): () => Promise<readonly RecognisedIssuer[]> {
  const { sources, now, log } = deps;
  const held = new Map<SignedSource, HeldList>();
  let due = 0;
  let first: Promise<void> | undefined;

  const load = async (source: SignedSource): Promise<boolean> => {
    const read = await readList(source);
    const known = held.get(source);
    const refusal =
      typeof read === 'string' ? read : known && read.from < known.from ? 'older' : undefined;
    if (typeof read !== 'string' && refusal === undefined) held.set(source, read);
    else log('warn', 'trust_list_refused', { place: source.place, code: String(refusal) });
    return refusal === undefined;
  };
  const loadAll = async () => {
    const loaded = await Promise.all(sources.map(load));
    due = now().getTime() + (loaded.includes(false) ? AGAIN_AFTER_FAILURE_MS : AGAIN_MS);
  };

  return async () => {
    if (sources.length === 0) return [];
    const at = now().getTime();
    if (first === undefined) {
      first = loadAll();
    } else if (due > 0 && at >= due) {
      // Nobody waits for this: what is held answers meanwhile.
      due = at + AGAIN_AFTER_FAILURE_MS;
      void loadAll();
    }
    await first;
    return [...held.values()].flatMap(({ issuers, until }) => (at <= until ? issuers : []));
  };
}

/** A list, or why it is not used: whatever stops one list stops nothing else. */
async function readList(source: SignedSource): Promise<HeldList | string> {
  try {
    return listIn(await source.load(), source.signer);
  } catch (error) {
    return codeOf(error);
  }
}

/** The issuers that a verified list names, or why it is not used. */
function listIn(report: VerificationReport, signer: string): HeldList | string {
  const { verdict, credential, issuer, checks } = report;
  if (verdict !== 'verified') {
    const amiss = checks.find(({ outcome }) => outcome === 'failed' || outcome === 'unknown');
    return amiss?.code ?? verdict;
  }
  if (issuer.id !== signer) return 'other_signer';
  const issuers = listOf(credential['credentialSubject'])
    .filter(isJson)
    .map((subject) => ({ id: textOf(subject['id']), name: textOf(subject['name']) }))
    .filter(({ id }) => /^(did:|https:\/\/)/.test(id));
  const until = Date.parse(textOf(credential['validUntil']));
  return {
    issuers,
    from: Date.parse(textOf(credential['validFrom'])) || 0,
    until: Number.isNaN(until) ? Number.POSITIVE_INFINITY : until,
  };
}

function codeOf(error: unknown): string {
  const code = isJson(error) ? textOf(error['code']) : '';
  return code || 'fault';
}
