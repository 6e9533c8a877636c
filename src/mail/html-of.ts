const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The HTML part of a letter: its paragraphs, and a link for each address that has a line to
 * itself. An address inside a sentence may be a stranger's text and stays text.
 */
export function htmlOf(text: string): string {
  const paragraphs = text.split(/\n{2,}/).map((part) => `<p>${linesOf(part)}</p>`);
  return `<!doctype html><html><body>${paragraphs.join('\n')}</body></html>`;
}

function linesOf(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) => {
      const safe = line.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
      return /^https?:\/\/\S+$/.test(line) ? `<a href="${safe}">${safe}</a>` : safe;
    })
    .join('<br>\n');
}
