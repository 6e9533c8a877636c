const bar = document.querySelector<HTMLProgressElement>('progress[data-events]');
const told = document.querySelector<HTMLElement>('[data-pattern]');

/** The bar moves as badges are signed; when all are, the same address shows the report. */
function follow(progress: HTMLProgressElement, text: HTMLElement): void {
  const source = new EventSource(progress.dataset['events'] ?? '');
  source.addEventListener('progress', ({ data }) => {
    const { done, total } = JSON.parse(String(data)) as { done: number; total: number };
    progress.max = total;
    progress.value = done;
    text.textContent = (text.dataset['pattern'] ?? '')
      .replace('{done}', String(done))
      .replace('{total}', String(total));
  });
  source.addEventListener('done', () => {
    source.close();
    location.reload();
  });
}

if (bar && told) follow(bar, told);
