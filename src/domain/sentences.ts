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
    const text = (name: string) => String(params[name] ?? '');
    const said = language === 'fr' ? elided(sentence, text) : sentence;
    return said.replace(/\{(\w+)\}/g, (_, name: string) => text(name));
  };
}

/** What people and organisations are called: nothing else loses the *e* before it. */
const OF_SOMEONE = /\b([dD])e \{(name|open|learner|centre|issuer)\}/g;

/** A vowel, or an *h* that is mute in most names: *Hugo, Hélène*, but *Hamza, Houria*. */
const TAKES_ELISION = /^(?:[aeiouœæ]|h(?!a|ou))/i;

/** French says *le carnet d’Adam*, and *le carnet de Basile*. */
function elided(sentence: string, text: (name: string) => string): string {
  return sentence.replace(OF_SOMEONE, (written, d: string, name: string) =>
    TAKES_ELISION.test(text(name).normalize('NFD')) ? `${d}’{${name}}` : written,
  );
}
