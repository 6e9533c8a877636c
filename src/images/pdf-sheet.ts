import { readPdfIcons } from './pdf-icons.ts';
import { collect, type Page } from './pdf-page.ts';
import { loadPen } from './pdf-text.ts';

interface About {
  readonly language: 'fr' | 'en';
  readonly title: string;
  /** Who made it: stands in the properties of the file. */
  readonly author: string;
  readonly layout?: 'portrait' | 'landscape';
}

/** For those who read the bytes. */
export interface SheetOptions {
  readonly compress?: boolean;
}

/**
 * A tagged PDF of A4 with its fonts inside, for those who look at it and those who have it read to
 * them. `draw` begins each of its pages with `doc.addPage()`.
 */
export async function writeSheet(
  about: About,
  draw: (page: Page) => void,
  { compress = true }: SheetOptions = {},
): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    layout: about.layout ?? 'portrait',
    margin: 0,
    pdfVersion: '1.7',
    // The types of the package know of the kinds for archives alone.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang: about.language,
    info: { Title: about.title, Creator: 'Écusson', Author: about.author },
    compress,
    autoFirstPage: false,
  });
  const done = collect(doc);
  const [pen, icons] = await Promise.all([loadPen(doc), readPdfIcons()]);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const say: Page['say'] = (tag, write, options = {}) => {
    root.add(doc.struct(tag, options, write));
  };
  draw({ doc, pen, icons, say });
  root.end();
  doc.end();
  return done;
}
