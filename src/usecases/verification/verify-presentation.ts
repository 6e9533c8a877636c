import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf } from '../../domain/loose-json.ts';
import { VerifiablePresentation } from '../../domain/verifiable-credential.ts';
import type { Check, Contact, VerificationReport } from '../../domain/verification.ts';
import { contextProblem } from './check-contexts.ts';
import { envelopedToken } from './enveloped.ts';
import { outcome } from './outcomes.ts';
import {
  checkPresentationProof,
  checkPresentationToken,
  type Expected,
  holderOf,
} from './presentation-proof.ts';
import { isSelfAsserted, mayAssert, verifySelfAsserted } from './self-asserted.ts';
import { partOf, startVerification } from './start-verification.ts';
import type { Json, ReadJwt, Verification, VerifyDeps } from './tools.ts';
import { verifyGiven } from './verify-given.ts';

export interface PresentationOptions extends Expected {
  /** Asks of the signatures only. */
  readonly proofOnly: boolean;
  /** Whether one without a proof is taken for what it shows. */
  readonly mayLackProof: boolean;
}

export interface PresentationReport {
  readonly verified: boolean;
  readonly presentation: Json;
  /** Empty when nobody says who shows it. */
  readonly holder: string;
  /** About the presentation itself; `issuer` is about its holder. */
  readonly checks: readonly Check[];
  readonly credentials: readonly {
    readonly verified: boolean;
    readonly report: VerificationReport;
  }[];
  readonly warnings: readonly string[];
  readonly contacted: readonly Contact[];
}

/** Each of them is a verification, within one budget of fetches and of work. */
const MAX_CREDENTIALS = 8;
const V2 = 'https://www.w3.org/ns/credentials/v2';

/**
 * Verifies a presentation and every credential in it. Whether the credentials are about the one who
 * shows them is for whoever asked: the standard leaves it to them.
 *
 * @param value a JSON object, the envelope of a token, or a token
 * @throws {BadgeError} `presentation_malformed`, `envelope_malformed`, `jws_…`: nothing that can be read
 * @see https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations
 */
export async function verifyPresentation(
  deps: VerifyDeps,
  value: unknown,
  options: PresentationOptions,
): Promise<PresentationReport> {
  const verification = startVerification(deps, []);
  const { presentation, jwt } = readPresentation(verification, value);
  const shown = shownIn(presentation);
  const shape = [contextsOf(verification, presentation), shapeOf(presentation)];
  const proof = await proofOf(verification, { presentation, jwt }, options);
  const checks = [...shape, ...proof];
  const isSigned = checks.every(({ outcome: one }) => one === 'passed');
  const maySay = isSigned && !jwt && (await mayAssert(verification, presentation));
  const { session, allowance } = verification;
  const within = { ...deps, egress: () => partOf(session), allowance };
  const credentials = [];
  // The occasion is that of the presentation: its credentials were signed long before.
  const { proofOnly } = options;
  const holder = holderOf(presentation);
  for (const one of shown) {
    const own = maySay && isSelfAsserted(one, presentation);
    const verify = own
      ? verifySelfAsserted(within, one, { proofOnly, holder })
      : verifyGiven(within, one, { proofOnly });
    credentials.push(await verify);
  }
  const isGood = checks.every(({ outcome: one }) => one === 'passed' || one === 'skipped');
  return {
    verified: isGood && credentials.every(({ verified }) => verified),
    presentation,
    holder: holder ?? '',
    checks,
    credentials,
    warnings: [...new Set(verification.warnings)],
    contacted: [...session.contacted],
  };
}

interface ReadPresentation {
  readonly presentation: Json;
  readonly jwt: ReadJwt | undefined;
}

function readPresentation({ tools }: Verification, value: unknown): ReadPresentation {
  const token =
    typeof value === 'string' ? value : envelopedToken(value, 'EnvelopedVerifiablePresentation');
  if (token === undefined) {
    if (isJson(value)) return { presentation: value, jwt: undefined };
    throw malformed('/', 'It is no object.');
  }
  const jwt = tools.readJwt(token);
  const { vp, nonce: _nonce, ...payload } = jwt.credential;
  // Tokens of version 1.1 carry the presentation in a claim; those of VC-JOSE-COSE are one.
  const isClaim = isJson(vp) && jwt.header['typ'] !== 'vp+jwt';
  return { presentation: isClaim ? vp : payload, jwt };
}

/** What it shows, before anything is done with it: there may be no end of it. */
function shownIn({ verifiableCredential }: Json): readonly unknown[] {
  const shown = listOf(verifiableCredential);
  if (shown.length <= MAX_CREDENTIALS) return shown;
  throw malformed('/verifiableCredential', `More than ${MAX_CREDENTIALS} credentials.`);
}

function malformed(path: string, detail: string): BadgeError {
  return new BadgeError('presentation_malformed', detail, { params: { path } });
}

function contextsOf(verification: Verification, presentation: Json): Check {
  return (
    contextProblem(verification, presentation, { mayBringTerms: true }) ??
    outcome('contexts', 'passed', 'contexts_pinned')
  );
}

function shapeOf(presentation: Json): Check {
  const result = VerifiablePresentation.safeParse(presentation);
  if (result.success) {
    const isNew = listOf(presentation['@context'])[0] === V2;
    const isText = (shown: unknown) => typeof shown === 'string';
    // Version 2 shows objects alone: a token stands in its envelope.
    if (!isNew || !listOf(presentation['verifiableCredential']).some(isText)) {
      return outcome('schema', 'passed', 'data_model_matched');
    }
  }
  const issue = result.error?.issues[0];
  const path = `/${(issue?.path ?? ['verifiableCredential']).map(String).join('/')}`;
  const message = issue?.message ?? 'must be an object';
  return outcome('schema', 'failed', 'data_model_mismatch', `${path}: ${message}`, { path });
}

async function proofOf(
  verification: Verification,
  { presentation, jwt }: ReadPresentation,
  options: PresentationOptions,
): Promise<readonly Check[]> {
  const { challenge, domain } = options;
  const isAsked = challenge !== undefined || domain !== undefined;
  if (!jwt && presentation['proof'] === undefined && options.mayLackProof && !isAsked) {
    verification.warnings.push('presentation_unsigned');
    const code = 'presentation_unsigned';
    return [outcome('issuer', 'skipped', code), outcome('proof', 'skipped', code)];
  }
  if (challenge === undefined) verification.warnings.push('challenge_not_checked');
  return jwt
    ? checkPresentationToken(verification, { jwt, presentation }, options)
    : checkPresentationProof(verification, presentation, options);
}
