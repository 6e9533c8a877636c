/** Seconds without a hand on the page after which the backpack closes, as the service counts them. */
const IDLE = 60;
/** Seconds before that in which the page asks whether somebody is still there. */
const WARNING = 20;
/** The service hears of a hand on the page at most this often, in milliseconds. */
const TELL_EVERY = 5000;

/**
 * A tablet that many hands use: whoever walks away leaves nothing open. The service forgets by
 * itself; this takes what was shown from the screen, and asks first.
 */
function watch(dialog: HTMLDialogElement): void {
  const place = dialog.querySelector('[data-seconds]');
  const leave = dialog.querySelector<HTMLFormElement>('form[action]');
  let last = Date.now();
  let told = last;

  const stay = async () => {
    last = Date.now();
    if (last - told < TELL_EVERY) return;
    told = last;
    if (!(await tell(dialog))) close();
  };
  const close = () => {
    clearInterval(timer);
    leave?.submit();
  };
  const look = () => {
    const left = IDLE - Math.floor((Date.now() - last) / 1000);
    if (left <= 0) return close();
    if (left > WARNING) return;
    if (!dialog.open) dialog.showModal();
    if (place) place.textContent = String(left);
  };

  // A hand on the page is enough while nothing is asked; then somebody has to answer.
  for (const kind of ['pointerdown', 'keydown', 'scroll', 'input']) {
    addEventListener(kind, () => dialog.open || stay(), { passive: true, capture: true });
  }
  dialog.addEventListener('close', () => {
    told = 0;
    return stay();
  });
  const timer = setInterval(look, 1000);
  // The button that goes back shows nothing of the one before.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}

/** Whether the backpack is still open on the service’s side. */
async function tell(dialog: HTMLDialogElement): Promise<boolean> {
  const word = dialog.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';
  const body = new URLSearchParams({ csrf: word });
  try {
    const answer = await fetch(dialog.dataset['stay'] ?? '', { method: 'POST', body });
    return answer.ok;
  } catch {
    // Without a network nothing can be told; the service counts on.
    return true;
  }
}

const dialog = document.querySelector<HTMLDialogElement>('dialog[data-tablet]');
if (dialog) watch(dialog);

export {};
