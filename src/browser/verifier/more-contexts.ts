import { isJson, listOf } from '../../domain/loose-json.ts';
import { fromBase64Url } from '../../formats/bytes.ts';
import { isJsonObject, parseStrictJson } from '../../formats/strict-json.ts';
import { PINNED_CONTEXTS, pinContext } from '../../proofs/contexts.ts';

/** A JSON-LD context that the operator of the service vouches for: its address and the text of its file. */
export interface OperatorContext {
  readonly url: string;
  readonly text: string;
}

const JWS = /^[\w-]+\.([\w-]+)\.[\w-]*$/;
/** Documents hold no more levels than this, or are refused for it. */
const MAX_DEPTH = 64;

/** Before anything is verified with them. */
export function pinContexts(contexts: readonly OperatorContext[]): void {
  for (const { url, text } of contexts) {
    const document = parseStrictJson(text);
    if (isJsonObject(document)) pinContext(url, document);
  }
}

/** Whether a document, or a token, names a context that is not known here. */
export function namesStrangeContext(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof value === 'string') return namesStrangeContext(payloadOf(value), depth + 1);
  if (Array.isArray(value)) return value.some((one) => namesStrangeContext(one, depth + 1));
  if (!isJson(value)) return false;
  const contexts = listOf(value['@context']).filter((one) => typeof one === 'string');
  if (contexts.some((url) => !PINNED_CONTEXTS.has(url))) return true;
  return Object.values(value).some((one) => namesStrangeContext(one, depth + 1));
}

/** What a compact token says; `undefined` for any other text. */
function payloadOf(text: string): unknown {
  const payload = fromBase64Url(JWS.exec(text)?.[1] ?? '');
  try {
    return payload && JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
