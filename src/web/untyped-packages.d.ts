// Only what is called, of packages that come without usable types.

declare module 'handlebars/runtime.js' {
  interface Runtime {
    readonly SafeString: new (html: string) => object;
    template(specification: unknown): (view: object) => string;
    registerPartial(name: string, template: (view: object) => string): void;
    registerHelper(name: string, helper: (...parts: never[]) => unknown): void;
  }
  const handlebars: { create(): Runtime };
  export default handlebars;
}

declare module 'sanitize-html' {
  interface Options {
    allowedTags: readonly string[];
    allowedAttributes: Readonly<Record<string, readonly string[]>>;
    allowedSchemes: readonly string[];
    allowProtocolRelative: boolean;
    nestingLimit: number;
    transformTags: Readonly<
      Record<
        string,
        (
          name: string,
          attributes: Readonly<Record<string, string>>,
        ) => { tagName: string; attribs: Readonly<Record<string, string>> }
      >
    >;
  }
  export default function sanitizeHtml(html: string, options: Options): string;
}
