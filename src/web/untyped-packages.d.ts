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
