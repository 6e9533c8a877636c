import express, { type Request, type Response, Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { issueCredential } from '../../usecases/vc-api/issue-credential.ts';
import { setStatus } from '../../usecases/vc-api/set-status.ts';
import { verifyGiven } from '../../usecases/verification/verify-given.ts';
import { verifyPresentation } from '../../usecases/verification/verify-presentation.ts';
import { openToken, programOf, requireScope } from '../api/bearer.ts';
import { readJsonBody } from '../api/read-fields.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import { sendDocument } from '../send-document.ts';
import { STATUS_OF } from '../status-of.ts';
import { credentialAnswer, presentationAnswer, unreadableAnswer } from './vc-api-answers.ts';
import {
  IssueCredential,
  UpdateStatus,
  VerifyCredential,
  type VerifyOptions,
  VerifyPresentation,
} from './vc-api-shapes.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The interface that the W3C's community gave to issuers and verifiers. Verifying is open to anyone;
 * issuing is there when the operator has switched it on, for programs that may.
 *
 * @see https://w3c-ccg.github.io/vc-api/
 */
export function vcApiRoutes(deps: WebDeps, limits: Limits): Router {
  const router = Router();
  addVerifying(router, deps, limits);
  addIssuing(router, deps, limits);
  return router;
}

const readBody = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });

function addVerifying(router: Router, deps: WebDeps, limits: Limits): void {
  router.post('/vc-api/credentials/verify', limits.verifications, readBody, async (req, res) => {
    const body = parse(VerifyCredential, readJsonBody(deps, req).value);
    await answerVerification(res, async () => {
      const { expectedProofPurpose: proofPurpose } = body.options;
      const found = await verifyGiven(deps.verifier, body.verifiableCredential, {
        ...optionsOf(body.options),
        ...(proofPurpose === undefined ? {} : { proofPurpose }),
      });
      return credentialAnswer(found.verified, found.report);
    });
  });

  router.post('/vc-api/presentations/verify', limits.verifications, readBody, async (req, res) => {
    const body = parse(VerifyPresentation, readJsonBody(deps, req).value);
    await answerVerification(res, async () => {
      const { verifiablePresentation, presentation } = body;
      const report = await verifyPresentation(
        deps.verifier,
        verifiablePresentation ?? presentation,
        { ...optionsOf(body.options), mayLackProof: verifiablePresentation === undefined },
      );
      return presentationAnswer(report, body.options.returnPresentation === true);
    });
  });
}

function addIssuing(router: Router, deps: WebDeps, limits: Limits): void {
  const open = openToken(deps, limits);
  const issue = [refuseWhenOff(deps), open, limits.programs, requireScope('credentials:issue')];
  router.post('/vc-api/credentials/issue', ...issue, readBody, async (req, res) => {
    const { credential, options } = parse(IssueCredential, readJsonBody(deps, req).value);
    const { format, credentialId, credentialStatus } = options;
    const verifiableCredential = await issueCredential(deps, programOf(res), {
      credential,
      form: format === 'vc+jwt' ? 'vc-jose' : 'data-integrity',
      withStatus: credentialStatus !== undefined && credentialStatus !== false,
      ...(credentialId === undefined ? {} : { credentialId }),
    });
    send(res, 201, { verifiableCredential });
  });

  const status = [refuseWhenOff(deps), open, limits.programs, requireScope('credentials:status')];
  router.post('/vc-api/credentials/status', ...status, readBody, async (req, res) => {
    const { entry, ...command } = parse(UpdateStatus, readJsonBody(deps, req).value);
    await setStatus(deps, programOf(res), {
      ...command,
      ...(entry ? { entry: placeOf(entry) } : {}),
    });
    send(res, 200, { credentialId: command.credentialId, status: command.status });
  });
}

/** What is not switched on is not there. */
function refuseWhenOff({ vcApi }: Pick<WebDeps, 'vcApi'>) {
  return (_req: Request, _res: Response, next: (error?: unknown) => void) => {
    next(vcApi ? undefined : new BadgeError('not_found', 'The VC-API is off: VC_API=on.'));
  };
}

function optionsOf({ checks = [], challenge, domain }: VerifyOptions) {
  return {
    proofOnly: checks.length === 1 && checks[0] === 'proof',
    ...(challenge === undefined ? {} : { challenge }),
    ...(domain === undefined ? {} : { domain }),
  };
}

type Entry = { statusListCredential?: string | undefined; statusListIndex?: string | undefined };

function placeOf({ statusListCredential, statusListIndex }: Entry) {
  return {
    ...(statusListCredential === undefined ? {} : { statusListCredential }),
    ...(statusListIndex === undefined ? {} : { statusListIndex }),
  };
}

/** What was sent and is no credential is answered as one that does not verify: clients look for that. */
async function answerVerification(
  res: Response,
  verify: () => Promise<{ status: number; body: object }>,
): Promise<void> {
  const { status, body } = await verify().catch((error: unknown) => {
    const isTheirs = error instanceof BadgeError && [400, 422].includes(STATUS_OF[error.code]);
    if (!isTheirs) throw error;
    return unreadableAnswer(error);
  });
  send(res, status, body);
}

function send(res: Response, status: number, body: object): void {
  res.status(status);
  sendDocument(res, body, { type: 'application/json', cache: 'no-store' });
}
