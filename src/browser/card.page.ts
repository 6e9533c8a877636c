/** The secret leaves the address bar, and so the history, before anything else is done. */
const { hash } = location;
history.replaceState(null, '', location.pathname + location.search);

const { CARD_SECRET, openCard } = await import('./open-card.ts');
const [, scanned] = CARD_SECRET.exec(hash) ?? [];
if (scanned) openCard(scanned);

// Another card that is scanned while the page is open changes nothing but what stands behind #.
addEventListener('hashchange', () => location.reload());
// The button that goes back shows the ways in again, and not that something opens.
addEventListener('pageshow', (event) => event.persisted && location.reload());

export {};
