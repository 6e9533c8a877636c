import { AchievementCredential, VcdmOneCredential } from '../../domain/credential.ts';
import { EndorsementCredential, VcdmOneEndorsement } from '../../domain/endorsement.ts';
import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import { firstMismatch, type Mismatch } from '../../domain/mismatch.ts';
import {
  VerifiableCredential,
  VerifiableCredentialOne,
} from '../../domain/verifiable-credential.ts';
import type { Check } from '../../domain/verification.ts';
import type { Facts } from './facts.ts';
import { outcome, outcomeOfProblem } from './outcomes.ts';
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
  const found = mismatchOf(modelOf(kind, isVcdmOne(credential)), credential);
  if (found) {
    const code = kind === 'credential' ? 'data_model_mismatch' : 'schema_mismatch';
    const { path, message } = found;
    return outcome('schema', 'failed', code, `${path}: ${message}`, { path });
  }
  const code = kind === 'credential' ? 'data_model_matched' : 'schema_matched';
  return relatedProblem(verification.tools, credential) ?? outcome('schema', 'passed', code);
}

type Model =
  | typeof AchievementCredential
  | typeof VcdmOneCredential
  | typeof EndorsementCredential
  | typeof VcdmOneEndorsement
  | typeof VerifiableCredential
  | typeof VerifiableCredentialOne;

/** A badge of version 2 is asked otherwise, before it is one of 3.0. */
function modelOf(kind: Facts['kind'], isOne: boolean): Model {
  if (kind === 'open-badge') return isOne ? VcdmOneCredential : AchievementCredential;
  if (kind === 'endorsement') return isOne ? VcdmOneEndorsement : EndorsementCredential;
  return isOne ? VerifiableCredentialOne : VerifiableCredential;
}

function mismatchOf(model: Model, credential: Json): Mismatch | undefined {
  const result = model.safeParse(credential);
  return result.success ? undefined : firstMismatch(result.error);
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
