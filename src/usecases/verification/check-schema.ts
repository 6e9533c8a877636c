import { AchievementCredential, VcdmOneCredential } from '../../domain/credential.ts';
import { EndorsementCredential, VcdmOneEndorsement } from '../../domain/endorsement.ts';
import { firstMismatch } from '../../domain/mismatch.ts';
import {
  VerifiableCredential,
  VerifiableCredentialOne,
} from '../../domain/verifiable-credential.ts';
import type { Check } from '../../domain/verification.ts';
import { isJson, listOf, outcome, outcomeOfProblem, textOf } from './outcomes.ts';
import type { Facts } from './policy.ts';
import type { Json, ProofTools } from './tools.ts';

const V1 = 'https://www.w3.org/2018/credentials/v1';

/** Whether the credential is of the 1.1 data model, whose dates have other names. */
export function isVcdmOne(credential: Json): boolean {
  return listOf(credential['@context'])[0] === V1;
}

/**
 * Whether every property that the standard defines has the shape that it gives: for a badge that of
 * Open Badges, for any other credential that of the data model alone.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#data-models
 * @see https://www.w3.org/TR/vc-data-model-2.0/
 */
export function checkSchema({ verification, credential, kind }: Facts): Check {
  if (kind === 'credential') verification.warnings.push('not_an_open_badge');
  const model = modelOf(kind, isVcdmOne(credential));
  if (!model) return outcome('schema', 'unknown', 'schema_not_known', kind);
  const mismatch = mismatchOf(model, credential);
  return mismatch ?? relatedProblem(verification.tools, credential) ?? MATCHED;
}

type Model =
  | typeof AchievementCredential
  | typeof VcdmOneCredential
  | typeof EndorsementCredential
  | typeof VcdmOneEndorsement
  | typeof VerifiableCredential
  | typeof VerifiableCredentialOne;

const MATCHED = outcome('schema', 'passed', 'schema_matched');

function modelOf(kind: Facts['kind'], isOne: boolean): Model | undefined {
  if (kind === 'open-badge') return isOne ? VcdmOneCredential : AchievementCredential;
  if (kind === 'endorsement') return isOne ? VcdmOneEndorsement : EndorsementCredential;
  if (kind === 'credential') return isOne ? VerifiableCredentialOne : VerifiableCredential;
  return undefined;
}

function mismatchOf(model: Model, credential: Json): Check | undefined {
  const result = model.safeParse(credential);
  if (result.success) return undefined;
  const { path, message } = firstMismatch(result.error);
  return outcome('schema', 'failed', 'schema_mismatch', `${path}: ${message}`, { path });
}

/** Digests that speak against what the credential itself points to. */
function relatedProblem(
  tools: Pick<ProofTools, 'relatedResourceProblem'>,
  credential: Json,
): Check | undefined {
  for (const resource of listOf(credential['relatedResource']).filter(isJson)) {
    const found = tools.relatedResourceProblem({
      id: textOf(resource['id']),
      digestSRI: listOf(resource['digestSRI']).map(textOf),
      digestMultibase: listOf(resource['digestMultibase']).map(textOf),
    });
    if (found) return outcomeOfProblem('schema', found.problem);
  }
  return undefined;
}
