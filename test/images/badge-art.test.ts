import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { drawBadge, EMBLEMS, emblemFor } from '../../src/images/badge-art.ts';

const options = { seed: 'urn:uuid:1', emblem: 'robot', title: 'Bricoleur·se numérique' } as const;

/** Every element and attribute name, in order; throws when the text is not well-formed XML. */
function readXml(svg: string) {
  const parser = new SaxesParser();
  const elements: string[] = [];
  const attributes: string[] = [];
  let title = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    elements.push(tag.name);
    attributes.push(...Object.keys(tag.attributes));
  });
  parser.on('text', (text) => {
    title += text;
  });
  parser.write(svg).close();
  return { elements, attributes, title };
}

describe('drawBadge', () => {
  test('gives the same bytes for the same options', () => {
    expect(drawBadge({ ...options })).toBe(drawBadge({ ...options }));
  });

  test.each(EMBLEMS)('draws %s with shapes alone: nothing to load, run or lay out', (emblem) => {
    const svg = drawBadge({ ...options, emblem });
    const { elements, attributes } = readXml(svg);
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*viewBox="0 0 600 600"/,
    );
    expect([...new Set(elements)].sort()).toEqual(
      expect.arrayContaining(['g', 'path', 'svg', 'title']),
    );
    const shapes = new Set(['svg', 'title', 'g', 'path', 'circle', 'rect']);
    expect(elements.filter((name) => !shapes.has(name))).toEqual([]);
    expect(attributes.filter((name) => /style|href|^on|font|^id$|^class$/.test(name))).toEqual([]);
    expect(svg).not.toMatch(/url\(|NaN|undefined|Infinity/);
  });

  test('draws every emblem differently, in the same crest', () => {
    const drawings = EMBLEMS.map((emblem) => drawBadge({ ...options, emblem }));
    expect(new Set(drawings).size).toBe(EMBLEMS.length);
    const crests = drawings.map((svg) => svg.slice(0, svg.indexOf('<g transform')));
    expect(new Set(crests).size).toBe(1);
  });

  test('carries the title, whatever its characters', () => {
    const title = `L'été & <b>"1 > 0"</b> ]]> 🧵 href`;
    expect(readXml(drawBadge({ ...options, title })).title).toBe(title);
  });

  test('a title cannot leave its element, nor make the document ill-formed', () => {
    const title = '</title><script>alert(1)</script>\u0000\u0008\uD800\uFFFF<!--';
    const { elements, title: read } = readXml(drawBadge({ ...options, title }));
    expect(elements).not.toContain('script');
    expect(read).toBe('</title><script>alert(1)</script>\uFFFD\uFFFD\uFFFD\uFFFD<!--');
  });
});

describe('emblemFor', () => {
  test.each([
    [['robotique', 'bidouille', 'DIY', 'coopération'], 'robot'],
    [['vidéo', 'éducation aux médias', 'créativité'], 'camera'],
    [['identité numérique', 'vie privée', 'réseaux sociaux'], 'trace'],
    [['entraide', 'inclusion numérique', 'intergénérationnel'], 'hands'],
    [['Repair café', 'écologie'], 'tools'],
    [['Jardin partagé'], 'leaf'],
    [['PRISE DE PAROLE'], 'speech'],
    [['Learning to speak in public'], 'speech'],
    [['Helping hands'], 'hands'],
    [['Film-making'], 'camera'],
    [['Bricoleur·se'], 'tools'],
  ])('%j is %s', (words, emblem) => {
    expect(emblemFor(words)).toBe(emblem);
  });

  test('accents, their encoding, case and order do not count', () => {
    const words = ['Écologie', 'Entraide'];
    expect(emblemFor(words)).toBe('leaf');
    expect(emblemFor(words.map((word) => word.normalize('NFD').toUpperCase()).reverse())).toBe(
      'leaf',
    );
  });

  test.each([
    [[]],
    [['']],
    [['Maintenance', 'handball']],
    [['répartition', 'contexte', 'arbitre', 'environ']],
  ])('%j names no emblem by accident: star', (words) => {
    expect(emblemFor(words)).toBe('star');
  });
});
