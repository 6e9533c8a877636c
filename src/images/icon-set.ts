import { BadgeError } from '../domain/errors.ts';
import { readPackageFile } from './package-file.ts';

/** The shapes of an icon, inside a square of 24 units, to be stroked: attributes are numbers and path data only. */
const SHAPE = /<(path|circle|rect|line|ellipse|polygon|polyline)((?: [a-z0-9]+="[^"<>&]*")*) \/>/g;
const ATTRIBUTE = / (d|cx|cy|r|rx|ry|x|y|x1|y1|x2|y2|width|height|points)="([-0-9a-zA-Z., ]+)"/g;

/**
 * What is inside an icon of the set: shapes without colour or width.
 *
 * @throws {BadgeError} `icon_unknown`
 */
export async function readIcon(name: string): Promise<string> {
  const svg = await iconFile(name);
  if (svg === undefined) {
    throw new BadgeError('icon_unknown', 'The set has no such icon.', { params: { icon: name } });
  }
  return [...svg.matchAll(SHAPE)]
    .map(([, element, attributes = '']) => {
      const kept = [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => `${key}="${value}"`);
      return `<${element} ${kept.join(' ')}/>`;
    })
    .join('');
}

/** The name may come from anywhere: it is a word and never a path. */
async function iconFile(name: string): Promise<string | undefined> {
  if (!/^[a-z0-9-]{1,60}$/.test(name)) return undefined;
  const file = await readPackageFile(`lucide-static/icons/${name}.svg`).catch(() => undefined);
  return file?.toString('utf8');
}
