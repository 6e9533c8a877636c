import type { ListTable } from './attendance.ts';
import { BadgeError } from './errors.ts';
import type { Competence, Framework } from './framework.ts';
import { plainWord, tidyName } from './learner.ts';

export type FrameworkTable = ListTable;

type Column = 'code' | 'name' | 'nameEn' | 'url' | 'description' | 'descriptionEn';

const TITLES: Readonly<Record<Column, readonly string[]>> = {
  code: ['code', 'numero', 'n°', 'id', 'identifiant', 'number', 'reference'],
  name: ['nom', 'name', 'name_fr', 'nom_fr', 'intitule', 'competence', 'skill', 'title', 'titre'],
  nameEn: ['name_en', 'nom_en', 'nom anglais', 'english name', 'name en', 'nom en', 'anglais'],
  url: ['url', 'lien', 'link', 'adresse', 'uri'],
  description: ['description', 'description_fr'],
  descriptionEn: ['description_en', 'description en'],
};

const MAX_SKILLS = 2000;
const LONGEST: Readonly<Record<Column, number>> = {
  code: 100,
  name: 300,
  nameEn: 300,
  url: 2000,
  description: 1000,
  descriptionEn: 1000,
};

/**
 * Reads a list of skills: a code and a name on each line, and where there are such columns the name
 * in English, an address and a description. Columns may stand in any order.
 *
 * @throws {BadgeError} `csv_column_missing`, `csv_too_many_rows`, `framework_invalid` with
 *   `params.line` and `params.column`, `framework_code_doubled` with `params.line` and `params.of`
 */
export function frameworkOf(
  table: FrameworkTable,
  about: Pick<Framework, 'id' | 'name' | 'url'>,
): Framework {
  const columns = columnsOf(table.header);
  for (const column of ['code', 'name'] as const) {
    if (columns[column] !== undefined) continue;
    const title = column === 'code' ? 'code' : 'nom';
    throw new BadgeError('csv_column_missing', `There is no column ${title}.`, {
      params: { line: 1, column: title },
    });
  }
  if (table.rows.length > MAX_SKILLS) {
    throw new BadgeError('csv_too_many_rows', 'Too many skills.', {
      params: { line: table.rows[MAX_SKILLS]?.line ?? 1, limit: MAX_SKILLS },
    });
  }
  const lines = new Map<string, number>();
  const competences = table.rows.map(({ line, cells }) => {
    const competence = competenceOf(line, cells, columns);
    const of = lines.get(competence.code);
    if (of !== undefined) {
      throw new BadgeError('framework_code_doubled', 'A code stands twice.', {
        params: { line, of },
      });
    }
    lines.set(competence.code, line);
    return competence;
  });
  if (competences.length === 0) throw wrong(1, 'code');
  return { ...about, competences };
}

type Columns = Partial<Record<Column, number>>;

/** The first column of each title; columns with other titles are left out. */
function columnsOf(header: readonly string[]): Columns {
  const columns: Columns = {};
  header.forEach((title, index) => {
    const word = plainWord(title);
    for (const [column, titles] of Object.entries(TITLES) as [Column, readonly string[]][]) {
      if (titles.includes(word)) columns[column] ??= index;
    }
  });
  return columns;
}

function competenceOf(line: number, cells: readonly string[], columns: Columns): Competence {
  const read = (column: Column): string => {
    const index = columns[column];
    const text = index === undefined ? '' : tidyName(cells[index] ?? '');
    if (text.length > LONGEST[column]) throw wrong(line, column);
    return text;
  };
  const [code, name] = [read('code'), read('name')];
  if (code === '') throw wrong(line, 'code');
  if (name === '') throw wrong(line, 'name');
  const [url, description] = [read('url'), read('description')];
  if (url !== '' && !isWebAddress(url)) throw wrong(line, 'url');
  return {
    code,
    name: { fr: name, en: read('nameEn') || name },
    words: [],
    ...(url ? { url } : {}),
    ...(description
      ? { description: { fr: description, en: read('descriptionEn') || description } }
      : {}),
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function wrong(line: number, column: Column): BadgeError {
  const [title = column] = TITLES[column];
  return new BadgeError('framework_invalid', `Line ${line}, column ${title} cannot be used.`, {
    params: { line, column: title },
  });
}
