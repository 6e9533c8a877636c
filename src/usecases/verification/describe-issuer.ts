import { isJson, textOf } from '../../domain/loose-json.ts';
import { isMixedScript } from '../../domain/mixed-script.ts';
import type { IssuerReport } from '../../domain/verification.ts';
import { hostOf } from './bound-issuer.ts';
import type { Json, VerifyDeps } from './tools.ts';

/**
 * The issuer as it may be shown: its domain first, its own words after, known only when it signed.
 *
 * @param isIts whether what it says was found to be its own
 */
export async function describeIssuer(
  deps: Pick<VerifyDeps, 'tools' | 'recognises'>,
  credential: Json,
  issuerId: string,
  isIts: boolean,
): Promise<IssuerReport> {
  const { issuer } = credential;
  const domain = isDidWebAmiss(deps, issuerId) ? '' : hostOf(issuerId);
  return {
    id: issuerId,
    domain,
    claimedName: isJson(issuer) ? textOf(issuer['name']) : '',
    recognised: isIts && (await deps.recognises(issuerId)),
    mixedScript: isMixedScript(domain),
  };
}

/** A did:web that names no web address has no domain to show. */
function isDidWebAmiss({ tools }: Pick<VerifyDeps, 'tools'>, issuerId: string): boolean {
  return issuerId.startsWith('did:web:') && 'problem' in tools.didWebUrl(issuerId);
}
