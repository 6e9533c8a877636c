import { readPackageFile } from './package-file.ts';

type PdfDocument = PDFKit.PDFDocument;

/** By name, the paths of each. */
export type Icons = Readonly<Record<string, readonly string[]>>;

const NAMES = ['circle-check', 'clock', 'octagon-x', 'circle-question-mark', 'circle-minus'];

/** What only pleases the eye, and is not read out. */
export function artifact(doc: PdfDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

export function drawIcon(
  { doc, icons }: { readonly doc: PdfDocument; readonly icons: Icons },
  name: string,
  colour: string,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 24)
    .lineWidth(2)
    .lineCap('round')
    .lineJoin('round');
  for (const path of icons[name] ?? []) doc.path(path).stroke(colour);
  doc.restore();
}

let reading: Promise<Icons> | undefined;

/** The same shapes as on the pages, as paths within 24 by 24. */
export function readPdfIcons(): Promise<Icons> {
  const read = async (name: string) => {
    const svg = String(await readPackageFile(`lucide-static/icons/${name}.svg`));
    const paths = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path = '']) => path);
    const circles = [...svg.matchAll(/<circle cx="(\d+)" cy="(\d+)" r="(\d+)"/g)].map(
      ([, cx, cy, r]) =>
        `M${Number(cx) - Number(r)} ${cy}a${r} ${r} 0 1 0 ${2 * Number(r)} 0a${r} ${r} 0 1 0 -${2 * Number(r)} 0`,
    );
    return [name, [...paths, ...circles]] as const;
  };
  reading ??= Promise.all(NAMES.map(read)).then(Object.fromEntries);
  return reading as Promise<Icons>;
}
