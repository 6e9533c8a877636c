import type { JsonObject } from '../formats/strict-json.ts';
import { headerProblems } from './jwt-problems.ts';
import type { ProofProblem } from './problem.ts';

/**
 * What is wrong with the header of a token that carries a presentation: what would be wrong with that
 * of a credential, each under the names that VC-JOSE-COSE gives it.
 *
 * Problems: those of `headerProblems`.
 *
 * @see https://www.w3.org/TR/vc-jose-cose/#securing-vps-with-jose
 */
export function presentationHeaderProblems(header: JsonObject): ProofProblem[] {
  const { typ, cty } = header;
  if (typ === 'vc+jwt' || cty === 'vc') {
    return [{ code: 'header_not_allowed', detail: 'The token says that it carries a credential.' }];
  }
  if (typ !== 'vp+jwt') return headerProblems(header);
  return headerProblems({ ...header, typ: 'vc+jwt', ...(cty === 'vp' && { cty: 'vc' }) });
}
