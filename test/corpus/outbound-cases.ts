import type { JsonObject } from '../../src/formats/strict-json.ts';
import { badge, KEY, signed } from '../usecases/other-issuer.ts';
import {
  type Case,
  type Expectation,
  type Reply,
  refused,
  rejected,
  undetermined,
} from './case.ts';

/** Rows 50 to 66: addresses where nobody may be asked, and hosts that answer badly. */
export async function outboundCases(): Promise<Case[]> {
  return [
    ...ADDRESSES.flatMap(([row, url]) => urlCase(row, url, refused(422, 'egress_blocked'))),
    ...NAMES_WITHIN.flatMap((url) => urlCase('56', url, refused(422, 'remote_unreachable'))),
    ...SCHEMES.flatMap(([row, url, code]) => urlCase(row, url, refused(422, code))),
    ...(await Promise.all(DIDS.map(([row, did, expect]) => didCase(row, did, expect)))),
    ...(await Promise.all(
      REPLIES.map(([row, what, reply, code]) => replyCase(row, what, reply, code)),
    )),
    await wrongDocumentCase(),
  ];
}

const ADDRESSES: readonly (readonly [row: string, url: string])[] = [
  ...['https://127.0.0.1/', 'https://localhost/', 'https://localhost./'].map(
    (url) => ['50', url] as const,
  ),
  ...['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0'].map(
    (host) => ['51', `https://${host}/`] as const,
  ),
  ...['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1'].map(
    (host) => ['52', `https://[${host}]/`] as const,
  ),
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'fd00:ec2::254', 'fe80::1'].map(
    (host) => ['53', `https://[${host}]/`] as const,
  ),
  ...[
    '169.254.169.254',
    '100.64.0.1',
    '10.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ].map((host) => ['54', `https://${host}/`] as const),
  ...['①②⑦.⓪.⓪.①', '127。0。0。1'].map((host) => ['55', `https://${host}/`] as const),
];

/**
 * The list of bad inputs says `egress_blocked` here too. These names lead within, and a code of its own
 * would tell anyone which names exist there: they get the answer of a name that does not exist (T07).
 */
const NAMES_WITHIN = ['inside.test', 'half-inside.test', 'metadata.test'].map(
  (host) => `https://${host}/`,
);

const SCHEMES: readonly (readonly [row: string, url: string, code: string])[] = [
  ['58', 'http://other.test/', 'url_scheme'],
  ['58', 'ftp://other.test/', 'url_scheme'],
  ['58', 'file:///etc/passwd', 'url_scheme'],
  ['58', 'gopher://other.test/', 'url_scheme'],
  ['58', 'data:application/json,{}', 'url_scheme'],
  ['58', 'javascript:alert(1)', 'url_scheme'],
  ['59', 'https://a:b@other.test/', 'url_userinfo'],
  ['59', 'https://other.test:22/', 'egress_port'],
];

const DIDS: readonly (readonly [row: string, did: string, expect: Expectation])[] = [
  ['50', 'did:web:127.0.0.1', undetermined('egress_blocked')],
  ['50', 'did:web:localhost%3A3000', undetermined('egress_blocked')],
  ['50', 'did:web:localhost.', undetermined('egress_blocked')],
  ['65', 'did:web:other.test:..:..:admin', rejected('did_invalid')],
  ['65', 'did:web:other.test%2F@evil.test', rejected('did_invalid')],
  ['65', 'did:web:other.test%3A70000', rejected('did_invalid')],
  ['65', 'did:web:', rejected('did_invalid')],
  ['65', `did:web:${'a'.repeat(5000)}`, rejected('did_invalid')],
  [
    '66',
    'did:ethr:0xf3beac30c498d9e26865f34fcaa57dbb935b0d74',
    undetermined('did_method_unsupported'),
  ],
  ['66', 'did:ion:EiClkZMDxPKqC9c', undetermined('did_method_unsupported')],
  ['66', 'did:key:z6MkBad', rejected('did_invalid')],
];

/** What the host of the issuer answers, and the code that it comes to. */
const REPLIES: readonly (readonly [row: string, what: string, reply: Reply, code: string])[] = [
  ['57', 'a redirect to http', { redirect: 'http://other.test/did.json' }, 'egress_scheme'],
  ['57', 'a redirect to metadata', { redirect: 'https://169.254.169.254/' }, 'egress_blocked'],
  [
    '57',
    'a redirect to itself',
    { redirect: 'https://other.test/.well-known/did.json' },
    'egress_redirects',
  ],
  ['57', 'a redirect to a file', { redirect: 'file:///etc/passwd' }, 'egress_scheme'],
  ['57', 'a redirect to nowhere', { redirect: undefined }, 'remote_bad_response'],
  ['60', 'a byte now and then', { drip: true }, 'remote_timeout'],
  ['60', 'no answer', { silent: true }, 'remote_timeout'],
  ['61', 'no end', { endless: true }, 'remote_too_large'],
  [
    '61',
    '2 MiB announced',
    { headers: { 'content-length': String(2 * 1024 * 1024) }, body: '' },
    'remote_too_large',
  ],
  ['62', 'gzip', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, 'remote_encoding'],
  [
    '62',
    'gzip a thousand times',
    { headers: { 'content-encoding': Array(1000).fill('gzip').join(', ') }, body: 'x' },
    'remote_encoding',
  ],
  [
    '63',
    'a web page',
    { headers: { 'content-type': 'text/html' }, body: '<p>' },
    'remote_content_type',
  ],
  ['63', '404', { status: 404, body: '{}' }, 'remote_not_found'],
  ['63', '500', { status: 500, body: '{}' }, 'remote_unavailable'],
  ['63', '204', { status: 204 }, 'remote_bad_response'],
  ['63', 'an empty document', { body: '' }, 'remote_bad_response'],
  ['own', 'a document that is no JSON', { body: '<' }, 'json_syntax'],
  ['own', 'a document that is a list', { body: '[]' }, 'remote_bad_response'],
];

/** The address given as a link, and as that of a status list. */
function urlCase(row: string, url: string, expect: Expectation): Case[] {
  return [
    {
      row,
      what: url.slice(0, 60),
      body: JSON.stringify({ url }),
      expect: { silent: ['127.0.0.1'], ...expect },
    },
  ];
}

async function didCase(row: string, did: string, expect: Expectation): Promise<Case> {
  const issuer = { id: did, type: ['Profile'], name: 'Ailleurs' };
  const body = await signed(badge({ issuer }), { verificationMethod: `${did}#${KEY.multibase}` });
  return {
    row,
    what: did.slice(0, 60),
    body: JSON.stringify(body),
    expect: { silent: ['127.0.0.1'], ...expect },
  };
}

/** Each has a host of its own: what failed once is not asked again for a minute. */
async function replyCase(row: string, what: string, reply: Reply, code: string): Promise<Case> {
  const host = `${what.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.reply.test`;
  const did = `did:web:${host}`;
  const issuer = { id: did, type: ['Profile'], name: 'Ailleurs' };
  const body = await signed(badge({ issuer }), { verificationMethod: `${did}#${KEY.multibase}` });
  const asked =
    'redirect' in reply && reply.redirect?.includes('other.test/.well-known')
      ? { redirect: `https://${host}/.well-known/did.json` }
      : reply;
  return {
    row,
    what: `the issuer's host answers with ${what}`,
    body: JSON.stringify(body),
    internet: { [`${host}/.well-known/did.json`]: asked },
    expect: undetermined(code),
  };
}

async function wrongDocumentCase(): Promise<Case> {
  const did = 'did:web:wrong.test';
  const issuer = { id: did, type: ['Profile'], name: 'Ailleurs' };
  const body = await signed(badge({ issuer }), { verificationMethod: `${did}#${KEY.multibase}` });
  const document: JsonObject = {
    id: 'did:web:someone.test',
    verificationMethod: [],
    assertionMethod: [],
  };
  return {
    row: '64',
    what: 'a document of another DID',
    body: JSON.stringify(body),
    internet: { 'wrong.test/.well-known/did.json': { json: document } },
    expect: rejected('did_id_mismatch'),
  };
}
