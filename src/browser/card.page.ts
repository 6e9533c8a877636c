/** The secret leaves the address bar, and so the history, before anything else is done. */
const { hash } = location;
history.replaceState(null, '', location.pathname + location.search);

const { CARD_SECRET, offerCard, openCard } = await import('./open-card.ts');

/** What another site brought here is opened by a tap alone. */
const isFromElsewhere = document.querySelector('form[data-elsewhere]') !== null;

function take(part: string): void {
  const [, scanned] = CARD_SECRET.exec(part) ?? [];
  if (scanned) (isFromElsewhere ? offerCard : openCard)(scanned);
}
take(hash);

// Another card that is scanned while the page is open changes nothing but what stands behind #.
addEventListener('hashchange', () => {
  if (!isFromElsewhere) return location.reload();
  const { hash: next } = location;
  history.replaceState(null, '', location.pathname + location.search);
  take(next);
});
// The button that goes back shows the ways in again, and not that something opens.
addEventListener('pageshow', (event) => event.persisted && location.reload());

export {};
