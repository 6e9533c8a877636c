import { fromBase58 } from '../formats/base58.ts';
import { fromBase64Url, toHex } from '../formats/bytes.ts';
import {
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  OPEN_BADGES_3_0_0,
  OPEN_BADGES_3_0_1,
  OPEN_BADGES_3_0_2,
  OPEN_BADGES_3_0_3,
  OPEN_BADGES_EXTENSIONS,
} from './contexts.ts';
import { type ProofProblem, problem } from './problem.ts';

/**
 * SHA-256 and SHA-384, in hexadecimal, of contexts as their authors publish them, byte by byte. The
 * pinned contexts come from packages that keep values and not bytes, so these cannot be computed.
 */
const PUBLISHED: ReadonlyMap<string, { sha256: string; sha384: string }> = new Map([
  [
    CREDENTIALS_V1,
    {
      sha256: '3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44',
      sha384:
        '62ef084c85132c588119f7344fa7fb05dced9b44f7e4afee331b92e0131f3db4500f544cb81f6cc3d4471f0444e6e11d',
    },
  ],
  [
    CREDENTIALS_V2,
    {
      sha256: '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
      sha384:
        '97f1eb8e5042356c805fdd61afa2c557663785e0794dcafa21e138fd38def18cb360133c221aa31d6896a6bf3e65b614',
    },
  ],
  [
    OPEN_BADGES_3_0_0,
    {
      sha256: 'b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10',
      sha384:
        'cc77157457841319e05ab0d9657fe144150a626c1f0fd89c0e639f58d468edb5513597d9f14459310c86ec6b975b74cc',
    },
  ],
  [
    OPEN_BADGES_3_0_1,
    {
      sha256: 'cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c',
      sha384:
        'acb8cd4635c55885ecc89f33a25dd1750774228b2332e1e46b18f42bcef043aece48cb014416cd087c5762ac09134493',
    },
  ],
  [
    OPEN_BADGES_3_0_2,
    {
      sha256: 'bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296',
      sha384:
        'a447b31e8f6e866d8c6df41f661928823571bd09cd6cd0547ac2fbf5dfca199f5b14ae28b2af2b87c74d3ec1d3e6d32d',
    },
  ],
  [
    OPEN_BADGES_3_0_3,
    {
      sha256: '3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84',
      sha384:
        'c58d73edcd2c17e701985f918cc8c684485f2c5399ffbddcacb3de5744f090000f244e5f87292c353298accfb0d894e3',
    },
  ],
  [
    OPEN_BADGES_EXTENSIONS,
    {
      sha256: '146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3',
      sha384:
        'cf59a4b4b190ae798814ab6bc911c02efde291c386aed1bb11bd5a572d1eb2669bfd87019e994388db504a09ac244d5e',
    },
  ],
]);

const SIZES = { sha256: 32, sha384: 48, sha512: 64 } as const;
type Algorithm = keyof typeof SIZES;

/** The header of a multihash: its algorithm and its length, each one byte. */
const MULTIHASHES: ReadonlyMap<number, Algorithm> = new Map([
  [0x12, 'sha256'],
  [0x13, 'sha512'],
  [0x20, 'sha384'],
]);

interface Digest {
  readonly algorithm: Algorithm;
  readonly hex: string;
}

/**
 * What is wrong with the digests of a related resource. Resources are not fetched: of those that are
 * held here, the contexts, the digest is compared; of the others, its form is looked at.
 *
 * Problems: `digest_malformed`, `related_resource_mismatch`.
 *
 * @see https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
 */
export function relatedResourceProblem(resource: {
  readonly id: string;
  readonly digestSRI: readonly string[];
  readonly digestMultibase: readonly string[];
}): { problem: ProofProblem } | undefined {
  const digests: Digest[] = [];
  for (const text of resource.digestSRI) {
    const read = readSri(text);
    if (!read) return malformed('digestSRI');
    digests.push(...read);
  }
  for (const text of resource.digestMultibase) {
    const read = readMultibase(text);
    if (!read) return malformed('digestMultibase');
    digests.push(read);
  }
  const published = PUBLISHED.get(resource.id);
  if (!published) return undefined;
  const isOther = ({ algorithm, hex }: Digest) =>
    algorithm !== 'sha512' && published[algorithm] !== hex;
  if (!digests.some(isOther)) return undefined;
  return problem('related_resource_mismatch', `Not the digest of ${resource.id}.`);
}

/**
 * `sha384-` and base64, several apart by spaces. Its grammar says nothing of the length, and a digest
 * of a wrong length is one that nothing matches.
 *
 * @see https://www.w3.org/TR/SRI/#the-integrity-attribute
 */
function readSri(text: string): Digest[] | undefined {
  const parts = text.split(/[ \t\n\f\r]+/).map((part) => readHashExpression(part));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function readHashExpression(text: string): Digest | undefined {
  const [, algorithm, base64 = ''] =
    /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?[!-~]*)?$/.exec(text) ?? [];
  if (algorithm === undefined) return undefined;
  const bytes = fromBase64Url(base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  return { algorithm: algorithm as Algorithm, hex: bytes ? toHex(bytes) : '' };
}

/** Base64url or base58 of a multihash; of the bare hash too, as widely written. */
function readMultibase(text: string): Digest | undefined {
  const bytes = text.startsWith('u')
    ? fromBase64Url(text.slice(1))
    : text.startsWith('z') && text.length <= MAX_BASE58
      ? fromBase58(text.slice(1))
      : undefined;
  if (!bytes) return undefined;
  const named = MULTIHASHES.get(bytes[0] ?? 0);
  if (named && bytes[1] === SIZES[named] && bytes.length === SIZES[named] + 2) {
    return { algorithm: named, hex: toHex(bytes.subarray(2)) };
  }
  const bare = (Object.keys(SIZES) as Algorithm[]).find((name) => SIZES[name] === bytes.length);
  return bare && { algorithm: bare, hex: toHex(bytes) };
}

/** Sixty-six bytes take at most this much. */
const MAX_BASE58 = 100;

function malformed(member: string): { problem: ProofProblem } {
  return problem('digest_malformed', `${member} is no digest.`);
}
