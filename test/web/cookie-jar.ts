import type { TestWeb } from './start-web.ts';

/** A browser as far as cookies go: it keeps what it is given and sends it back. */
export interface Jar {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  readonly cookies: ReadonlyMap<string, string>;
}

export function openJar(web: TestWeb): Jar {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  const sent = () => ({ cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
  return {
    cookies,
    get: async (path, headers = {}) =>
      keep(await web.fetch(path, { headers: { ...headers, ...sent() } })),
    post: async (path, fields = {}, headers = {}) =>
      keep(await web.postForm(path, fields, { headers: { ...headers, ...sent() } })),
  };
}
