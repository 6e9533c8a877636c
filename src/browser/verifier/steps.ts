/** What the page showed at each step of its history. */
export interface Steps {
  /** What is shown now stays behind: Back leads to it again. */
  advance(): void;
}

/** Back from an answer leads to the form as it was left, and Forward to the answer. */
export function createSteps(main: HTMLElement): Steps {
  const shown = new Map<number, { readonly nodes: readonly Node[]; readonly title: string }>();
  let at = stepIn(history.state);
  const keep = () => shown.set(at, { nodes: [...main.childNodes], title: document.title });

  addEventListener('popstate', ({ state }) => {
    keep();
    at = stepIn(state);
    const found = shown.get(at);
    if (!found) return;
    main.replaceChildren(...found.nodes);
    document.title = found.title;
  });

  return {
    advance() {
      keep();
      at += 1;
      history.pushState({ step: at }, '');
    },
  };
}

function stepIn(state: unknown): number {
  return Number(Object(state).step ?? 0);
}
