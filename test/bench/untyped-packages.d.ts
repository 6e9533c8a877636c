// The stock library is published without types: only what the benchmark and the tests call.

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: object; signer?: object; date?: string });
  }
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function generate(options: { controller: string }): Promise<{
    id: string;
    signer(): object;
    export(options: { publicKey: true; includeContext: true }): Promise<object>;
  }>;
}

declare module '@digitalbazaar/vc' {
  interface Options {
    credential: object;
    suite: object;
    documentLoader: (url: string) => Promise<object>;
    now?: Date;
    checkStatus?: () => Promise<{ verified: boolean }>;
  }
  export function issue(options: Options): Promise<object>;
  export function verifyCredential(
    options: Options,
  ): Promise<{ verified: boolean; error?: Error & { errors?: Error[] } }>;
}
