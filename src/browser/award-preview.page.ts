const form = document.querySelector<HTMLFormElement>('form[data-sure]');

/** How many badges the choices on the page come to. */
function countOf({ dataset, elements }: HTMLFormElement): number {
  const having = new Set((dataset['having'] ?? '').split(' '));
  const boxes = [...elements].filter((one) => one instanceof HTMLInputElement);
  const chosen = boxes.filter(({ checked }) => checked);
  const again = chosen.filter(({ name }) => name === 'again').length;
  const told = chosen.filter(
    ({ name, value }) => name.startsWith('line-') && value !== 'none' && !having.has(value),
  ).length;
  return Number(dataset['sure']) + again + told;
}

/** The sentences that name the number say it as it is now. */
function recount(source: HTMLFormElement): void {
  const count = countOf(source);
  const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
  for (const text of document.querySelectorAll<HTMLElement>('[data-other]')) {
    const { none = '', one = '', other = '' } = text.dataset;
    const pattern = plural === 'one' ? one : other;
    text.textContent = count === 0 ? none : pattern.replace('{count}', String(count));
  }
}

form?.addEventListener('change', () => recount(form));
