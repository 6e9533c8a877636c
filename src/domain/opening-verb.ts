import type { DraftLanguage } from './draft.ts';
import { plainWord } from './learner.ts';

/**
 * Whether a line says what someone does: an infinitive, a present or a past participle at its
 * beginning, after the person if the line names them first. A guess by endings and short lists,
 * kind rather than strict: it only serves for advice.
 */
export function opensWithVerb(line: string, language: DraftLanguage): boolean {
  const words = line
    .split(/[^\p{L}\p{M}-]+/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const rest = withoutSubject(words);
  if (rest.length < words.length) return rest.length > 0;
  const first = language === 'fr' ? afterPronoun(words) : words[0];
  if (first === undefined) return true;
  return language === 'fr' ? isFrenchVerb(first) : isEnglishVerb(first);
}

const SUBJECTS = [
  ['la', 'personne'],
  ['the', 'person'],
  ['the', 'learner'],
  ...'elle il iel on je tu nous vous elles ils they she he you i we'
    .split(' ')
    .map((pronoun) => [pronoun]),
];

/** What follows `La personne` or `They`: with a subject said, a verb comes next. */
function withoutSubject(words: readonly string[]): readonly string[] {
  const subject = SUBJECTS.find((parts) => parts.every((part, at) => words[at] === part));
  return words.slice(subject?.length ?? 0);
}

/** Not what papers and trades end in. */
const INFINITIVE = /(?:[^i]er|ir|(?:fai|di|li|ecri|mett|prend|rend)re)$/;

/** `S’exprimer`, `Se relire`, `N’oublie pas`: the verb is the next word. */
function afterPronoun(words: readonly string[]): string | undefined {
  const [first = '', second = ''] = words;
  if (/^(?:le|la|les|lui|leur|l)$/.test(first) && INFINITIVE.test(plainWord(second))) return second;
  return /^(?:s|se|n|ne|y|en|a|est|ont|sont)$/.test(first) ? second : words[0];
}

const FRENCH_ENDINGS =
  /(?:er|ir|re|oir|e|es|i|ie|is|it|u|ue|us|uit|ait|oit|ert|erte|eint|ainte?|end|ond|et|ient|ais|ends?)$/;
const FRENCH_NOUN_ENDINGS =
  /(?:tion|sion|ment|isme|ance|ence|ique|ite|tude|esse|eur|euse|ette|age|logie|thie|able|ible)s?$/;
/** Participles and presents that look like nouns. */
const FRENCH_VERBS = new Set(
  `a est va fait dit met lit sait peut doit tient prend rend part sort court vient
   invite visite merite profite cite evite hesite habite heberge partage engage degage menage
   aménage amenage arrange change charge encourage envisage nage dirige gere redige voyage range
   echange propose explique applique fabrique indique critique pratique communique commence
   avance finance lance annonce prononce dicte adresse accueille commente complimente
   documente experimente augmente argumente prepare repare compare separe`
    .split(/\s+/)
    .filter(Boolean)
    .map(plainWord),
);
const FRENCH_OTHERS = new Set(
  `le la les un une des du de ce cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
   leurs dans avec pour sur sous sans par chez entre vers apres avant pendant tres bonne bonnes belle
   toute toutes tous tout que qui quoi quelle quelles chaque plusieurs quelques deux trois quatre et
   ou mais donc aussi bien comme si meme autre autres premiere groupe projet equipe technique
   techniques theorie culture histoire musique photo video bases base regle regles outils systeme
   programme science sciences informatique bureautique internet aisance autonomie`
    .split(/\s+/)
    .filter(Boolean),
);

/** Nouns in -té, -née: what else ends in é is a participle. */
const FRENCH_E_NOUNS =
  /(?:[aiou]lité|ivité|osité|arité|acité|icité|nité|sité|auté|été|erté|santé|idée|année|journée|soirée|randonnée|musée|lycée)s?$/;
const FRENCH_E_VERBS = /^(?:visité|cité|excité|récité|suscité)e?s?$/;

function isFrenchVerb(written: string): boolean {
  if (/ée?s?$/.test(written)) {
    return FRENCH_E_VERBS.test(written) || !FRENCH_E_NOUNS.test(written);
  }
  const word = plainWord(written);
  if (FRENCH_VERBS.has(word)) return true;
  if (FRENCH_OTHERS.has(word)) return false;
  return FRENCH_ENDINGS.test(word) && !FRENCH_NOUN_ENDINGS.test(word);
}

const ENGLISH_VERBS = new Set(
  `understand know appreciate act add adjust agree answer argue arrange ask assemble attach bake be become begin bring build
   call can carry change check choose clean coach code collect compare compose connect cook create
   cut debate decide defend describe design discuss do draft draw drive edit encourage ensure
   evaluate explain express fetch film find finish fix follow form gather get give go greet grow
   guide handle hear help hold host identify improve inform install invite join judge keep knit
   launch lead learn let list listen look maintain make manage measure mend model name negotiate
   observe offer open organise organize paint perform phone pick plan plant play practise prepare
   present print produce program prove publish put raise reach read record reduce repair report
   research respect review ride run save say search sell send set sew share shoot show sing sketch
   solve sort speak start state stay stop suggest support swim take talk teach tell test think
   translate try tune type use verify visit volunteer wash watch welcome work write
   built made shot wrote said told took found chose ran held gave led drew kept spoke taught thought
   brought met went gone got hung left sat seen drove began written drawn shown taken spoken given chosen known driven sung sold sent sewn sewed sang stood understood knew had has did done was
   were is are does read set put cut let`
    .split(/\s+/)
    .filter(Boolean),
);
const ENGLISH_OTHERS = new Set(
  `this his its as skills knowledge lessons basics news rules steps tools techniques methods series
   bus class process success awareness always sometimes various previous basis needed red hundred`
    .split(/\s+/)
    .filter(Boolean),
);

function isEnglishVerb(word: string): boolean {
  if (ENGLISH_VERBS.has(word)) return true;
  if (ENGLISH_OTHERS.has(word)) return false;
  return /(?:ed|[^s]s)$/.test(word) && !/(?:ness|ings|tions|ments|ities|ers)$/.test(word);
}
