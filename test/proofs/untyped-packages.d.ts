// Verifiers by others, published without types: only what the tests call.

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    cryptosuite: object;
    signer?: object;
    date?: string;
  }) => object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ecdsa-multikey' {
  export function generate(options: { curve: string; controller: string }): Promise<{
    signer(): object;
    export(options: { publicKey: true }): Promise<{ id: string } & Record<string, string>>;
  }>;
}

declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): object;
  export function createDiscloseCryptosuite(options: {
    selectivePointers: readonly string[];
  }): object;
  export function createVerifyCryptosuite(): object;
}

declare module '@digitalbazaar/ed25519-signature-2020' {
  export const Ed25519Signature2020: new (options: { signer: object; date: string }) => object;
}

declare module '@digitalbazaar/vc' {
  type Signed = import('../../src/formats/strict-json.ts').JsonObject;
  type Loader = (url: string) => Promise<object>;
  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
  }): Promise<Signed>;
  export function derive(options: {
    verifiableCredential: object;
    suite: object;
    documentLoader: Loader;
  }): Promise<Signed>;
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: (url: string) => Promise<object>;
    checkStatus: () => Promise<{ verified: boolean }>;
    now: Date;
  }): Promise<{ verified: boolean }>;
}
