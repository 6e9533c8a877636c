import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const ED25519 = der(0x30, der(0x06, Buffer.from([0x2b, 0x65, 0x70])));

/** DER: a tag, the length of what follows, what follows. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function nameOf(host: string): Buffer {
  const commonName = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
  return der(0x30, der(0x31, der(0x30, commonName, der(0x0c, Buffer.from(host)))));
}

function extensionsOf(host: string): Buffer {
  const altName = der(0x06, Buffer.from([0x55, 0x1d, 0x11]));
  const names = der(0x30, der(0x82, Buffer.from(host)));
  return der(0xa3, der(0x30, der(0x30, altName, der(0x04, names))));
}

function signed(content: Buffer, privateKey: KeyObject): Buffer {
  const signature = sign(undefined, content, privateKey);
  return der(0x30, content, ED25519, der(0x03, Buffer.from([0]), signature));
}

/**
 * A self-signed Ed25519 certificate for one host, good from 2020 to 2049, in PEM.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSigned(host: string): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const dates = ['200101000000Z', '491231235959Z'].map((date) => der(0x17, Buffer.from(date)));
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ED25519,
    nameOf(host),
    der(0x30, ...dates),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensionsOf(host),
  );
  const body = signed(content, privateKey).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}
