import { type Alignment, AlignmentText } from '../../domain/achievement.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a gallery shows of a stranger's badge: texts as they were written, cut to a length. */
export interface ReadImport {
  readonly name: string;
  readonly description: string;
  readonly alignments: readonly Alignment[];
  /** The picture inside, undecoded; of one that has to be fetched, nothing. */
  readonly picture?: Uint8Array;
}

const MAX_NAME = 300;
const MAX_DESCRIPTION = 2000;
const MAX_ALIGNMENTS = 30;
/** `data:image/png;base64,…`, of a picture that the cage takes. */
const DATA = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml);base64,([A-Za-z0-9+/=\s]+)$/;

/** @param credential as a report has it: of version 3.0, whatever came */
export function readImport(credential: Json): ReadImport {
  const subject = first(credential['credentialSubject']);
  const achievement = first(subject['achievement']);
  const picture =
    pictureIn(achievement['image']) ??
    pictureIn(subject['image']) ??
    pictureIn(credential['image']);
  return {
    name: (text(achievement['name']) || text(credential['name'])).slice(0, MAX_NAME),
    description: text(achievement['description']).slice(0, MAX_DESCRIPTION),
    alignments: objects(achievement['alignment'])
      .slice(0, MAX_ALIGNMENTS)
      .flatMap((one) => alignmentOf(one)),
    ...(picture ? { picture } : {}),
  };
}

function alignmentOf(one: Json): Alignment[] {
  const url = text(one['targetUrl']);
  const code = text(one['targetCode']);
  const description = text(one['targetDescription']);
  const read = AlignmentText.safeParse({
    framework: (text(one['targetFramework']) || hostOf(url)).slice(0, 200),
    name: text(one['targetName']).slice(0, 300),
    url,
    ...(code ? { code: code.slice(0, 100) } : {}),
    ...(description ? { description: description.slice(0, 1000) } : {}),
  });
  return read.success ? [read.data] : [];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function pictureIn(image: unknown): Uint8Array | undefined {
  const address = typeof image === 'string' ? image : text(first(image)['id']);
  const base64 = DATA.exec(address)?.[1];
  if (base64 === undefined) return undefined;
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function objects(value: unknown): Json[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
}

function first(value: unknown): Json {
  return objects(value)[0] ?? {};
}

/** A text, or the first of several in different languages. */
function text(value: unknown): string {
  const plain = typeof value === 'string' ? value : first(value)['@value'];
  return typeof plain === 'string' ? plain.trim() : '';
}
