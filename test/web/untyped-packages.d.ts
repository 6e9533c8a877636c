// Others' implementations, published without types: only what the tests here call.

declare module '@digitalbazaar/vc' {
  export function signPresentation(options: {
    presentation: object;
    suite: object;
    challenge: string;
    domain: string;
    documentLoader: (url: string) => Promise<object>;
  }): Promise<object>;
}
