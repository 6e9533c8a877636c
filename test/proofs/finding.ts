import { MACHINE } from '../../src/compose/proof-tools.ts';
import { isJsonObject, type JsonObject } from '../../src/formats/strict-json.ts';
import { keyFromMultibase, type PublicKey } from '../../src/proofs/keys.ts';
import { readProof } from '../../src/proofs/read-proof.ts';

/** `holds`, `does not hold`, or the code of the problem: what our verifier finds of one proof. */
export async function finding(
  document: JsonObject,
  proof: JsonObject,
  key: PublicKey,
): Promise<string> {
  const read = await readProof(MACHINE, document, proof, { key });
  if ('problem' in read) return read.problem.code;
  for (const required of read.signatures) {
    const signer = required.key === 'issuer' ? key : required.key;
    const { alg, data, signature } = required;
    if (!(await MACHINE.verifySignature(signer, alg, data, signature))) return 'does not hold';
  }
  return read.signatures.length > 0 ? 'holds' : 'no signature';
}

/** As `finding`, for the one proof of a document and the key that its method's fragment spells. */
export async function findingOf(document: JsonObject): Promise<string> {
  const proof = onlyProof(document);
  return finding(document, proof, await keyOf(String(proof['verificationMethod'])));
}

/** The key that the fragment of a verification method spells. */
export async function keyOf(method: string): Promise<PublicKey> {
  const [fragment = ''] = method.split(/[#:]/).slice(-1);
  const reading = await keyFromMultibase(fragment, MACHINE);
  if ('problem' in reading) throw new Error(reading.problem.code);
  return reading.key;
}

export function onlyProof({ proof }: JsonObject): JsonObject {
  const [first] = [proof ?? []].flat();
  if (!isJsonObject(first)) throw new Error('There is no proof.');
  return first;
}
