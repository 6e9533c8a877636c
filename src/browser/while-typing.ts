/** Runs an action when nothing more was typed for a moment. */
export function soon<Given extends readonly unknown[]>(
  action: (...given: Given) => unknown,
  milliseconds: number,
): (...given: Given) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // There is nobody to tell: what stands, stays.
      Promise.resolve(action(...given)).catch(() => undefined);
    }, milliseconds);
  };
}

/**
 * Asks the service, by a form when there are fields; a question that is asked later gives up the
 * one before.
 */
export function newestAsker<Answer>(
  read: (response: Response) => Promise<Answer>,
): (address: string | undefined, fields?: URLSearchParams) => Promise<Answer | undefined> {
  let asking: AbortController | undefined;
  return async (address, fields) => {
    asking?.abort();
    if (address === undefined) return undefined;
    const mine = new AbortController();
    asking = mine;
    try {
      const response = await fetch(address, {
        ...(fields ? { method: 'POST', body: fields } : {}),
        signal: mine.signal,
      });
      const answer = response.ok ? await read(response) : undefined;
      return mine.signal.aborted ? undefined : answer;
    } catch {
      // Typed on, or no network: what was found before stays.
      return undefined;
    }
  };
}
