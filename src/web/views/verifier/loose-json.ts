import { isJson, type Json } from '../../../domain/loose-json.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** Long lists would only hide what matters. */
const MOST_SHOWN = 30;

/** What may stand once or several times, as a list of objects. */
export function objects(value: unknown): Json[] {
  return (Array.isArray(value) ? value.slice(0, MOST_SHOWN) : [value]).filter(isJson);
}

export function first(value: unknown): Json {
  return objects(value)[0] ?? {};
}

/**
 * A text as it may be shown, or the one in the visitor's language where there are several.
 *
 * @see https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction
 */
export function said(words: Pick<Words, 'language'>, value: unknown, maxLength?: number): string {
  if (typeof value === 'string') return plainText(value, maxLength);
  const texts = objects(value).filter((one) => typeof one['@value'] === 'string');
  const own = texts.find((one) => plainText(one['@language']).startsWith(words.language));
  return plainText((own ?? texts[0])?.['@value'], maxLength);
}
