import { readIcon } from './icon-set.ts';

const SHAPE = /<(\w+) ([^>]*)\/>/g;

const read = new Map<string, Promise<readonly string[]>>();

/**
 * The shapes of an icon as paths within 24 by 24, to be stroked. Read once.
 *
 * @throws {BadgeError} `icon_unknown`
 */
export function iconPaths(name: string): Promise<readonly string[]> {
  const known = read.get(name);
  if (known) return known;
  const reading = readIcon(name).then((shapes) =>
    [...shapes.matchAll(SHAPE)].map(([, element = '', text = '']) => {
      const attributes = [...text.matchAll(/(\w+)="([^"]*)"/g)];
      return pathOf(element, new Map(attributes.map(([, key = '', value = '']) => [key, value])));
    }),
  );
  read.set(name, reading);
  return reading;
}

function pathOf(element: string, attributes: ReadonlyMap<string, string>): string {
  const number = (key: string) => Number(attributes.get(key) ?? 0);
  switch (element) {
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'rect':
      return rectangle(attributes);
    case 'polyline':
      return `M${attributes.get('points')}`;
    case 'polygon':
      return `M${attributes.get('points')}Z`;
    default:
      return attributes.get('d') ?? '';
  }
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  const arc = (to: number) => `a${rx} ${ry} 0 1 0 ${to} 0`;
  return `M${cx - rx} ${cy}${arc(2 * rx)}${arc(-2 * rx)}Z`;
}

function rectangle(attributes: ReadonlyMap<string, string>): string {
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((key) =>
    Number(attributes.get(key) ?? 0),
  );
  const r = Number(attributes.get('rx') ?? attributes.get('ry') ?? 0);
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`;
}
