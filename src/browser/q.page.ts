/** The badge leaves the address bar, and so the history, before anything else is loaded. */
const { hash } = location;
history.replaceState(null, '', location.pathname + location.search);

const plain = document.getElementById('q-plain');
if (plain && hash.length > 1) {
  plain.hidden = true;
  const { verifyCarried } = await import('./verifier/carried.ts');
  await verifyCarried(hash);
}

export {};
