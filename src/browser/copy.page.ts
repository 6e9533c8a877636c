/** Shows the buttons that copy what a field holds; without a clipboard they stay away. */
for (const place of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const field = document.getElementById(place.dataset['copy'] ?? '');
  if (!(field instanceof HTMLInputElement) || !navigator.clipboard) continue;
  place.hidden = false;
  place.querySelector('button')?.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    const done = place.querySelector<HTMLElement>('[data-copied]');
    if (done) done.hidden = false;
  });
}

export {};
