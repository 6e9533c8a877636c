import { BadgeError } from '../../domain/errors.ts';
import { isJson } from '../../domain/loose-json.ts';
import { toHex, utf8 } from '../../formats/bytes.ts';
import { fingerprintOf } from '../../usecases/verification/fingerprint.ts';
import type { Json } from '../../usecases/verification/tools.ts';
import { TOOLS } from './answer.ts';
import { MACHINE } from './machine.ts';

const DEPS = {
  ...TOOLS,
  sha256Hex: async (text: string) => toHex(await MACHINE.sha256(utf8(text))),
};

/** The fingerprint of an issuer by the bytes of its DID document; `undefined` when they are not its own. */
export async function fingerprintIn(
  issuer: string,
  bytes: Uint8Array | undefined,
): Promise<string | undefined> {
  const document = bytes && documentIn(bytes);
  return document && fingerprintOf(DEPS, issuer, document);
}

function documentIn(bytes: Uint8Array): Json | undefined {
  try {
    const value = TOOLS.tools.parseJson(bytes);
    return isJson(value) ? value : undefined;
  } catch (error) {
    if (error instanceof BadgeError) return undefined;
    throw error;
  }
}
