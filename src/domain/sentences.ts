/** Sentences by dotted key; a counted thing has two, `key.one` and `key.other`. */
export type Sentences = Readonly<Record<string, string>>;

export type Params = Readonly<Record<string, string | number>>;

/** Says a sentence: `{name}` is filled from `params`; `count` chooses between `one` and `other`. */
export type Say = (key: string, params?: Params) => string;

/**
 * The voice of one language.
 *
 * @throws {Error} a fault, when a sentence is missing: tests find it before people do
 */
export function createSay(sentences: Sentences, language: string): Say {
  const plurals = new Intl.PluralRules(language);
  return (key, params = {}) => {
    const form = plurals.select(Number(params['count'] ?? 0)) === 'one' ? 'one' : 'other';
    const sentence = sentences[key] ?? sentences[`${key}.${form}`];
    if (sentence === undefined) throw new Error(`No sentence "${key}" in ${language}.`);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  };
}
