import type { Connection } from 'mongoose';
import type { CursorPage, Page } from '../../usecases/ports.ts';
import { duplicatesIn, guarded } from './failure.ts';
import {
  type AnyOf,
  anyOf,
  before,
  between,
  changeOf,
  type DocumentModel,
  modelOf,
} from './model.ts';
import { readsOf } from './reads.ts';
import {
  type Kind,
  type Layout,
  namesInStore,
  type StoredRow,
  toDocument,
  toParts,
} from './rows.ts';

type Order<Row> = { readonly [Name in keyof Row]?: 1 | -1 };

/** One collection. */
export interface Shape<Row> {
  readonly name: string;
  /** The property kept as `_id`: the first referee. */
  readonly key: keyof Row & string;
  /** Every property of `Row`: the compiler sees to it that none is forgotten. */
  readonly fields: { readonly [Name in keyof Row & string]-?: Kind };
  readonly indexes: ReadonlyArray<{ readonly on: Order<Row>; readonly unique?: true }>;
}

/** What a question asks by and how it is ordered: what its index has to serve. */
export interface AskedBy {
  readonly table: string;
  readonly by: readonly string[];
  readonly order: Readonly<Record<string, 1 | -1>>;
}

type Values<Row, By extends keyof Row> = { readonly [Name in By]: Row[Name] | AnyOf };

/** `Found` is what is read of a row. */
export interface Question<Row, By extends keyof Row, Found = Row> {
  all(values: Values<Row, By>): Promise<Found[]>;
  first(values: Values<Row, By>): Promise<Found | undefined>;
  /** By id, whatever the order of the question. */
  page(values: Values<Row, By>, page: Page): Promise<Found[]>;
  /** By the order of the question, which is a date and then the key, both descending. */
  latest(values: Values<Row, By>, page: CursorPage): Promise<Found[]>;
}

export interface Table<Row> {
  /** Says whether the row went in; a row with one of its unique keys stays as it is. */
  insert(row: Row): Promise<boolean>;
  /** Answers the rows that went in, in their order. Each row stands alone. */
  insertMany(rows: readonly Row[]): Promise<Row[]>;
  /** By the key that is kept as `_id`, as every collection is asked without an index of its own. */
  get(key: string): Promise<Row | undefined>;
  /** In no order. */
  getMany(keys: readonly string[]): Promise<Row[]>;
  /** By key: those whose keys are sorted between two texts, which may not be there themselves. */
  between(low: string, high: string, limit: number): Promise<Row[]>;
  /** Reads the properties in `only`, when it is there; it names the key. */
  question<By extends keyof Row & string, Only extends keyof Row & string = keyof Row & string>(
    by: readonly By[],
    order?: Order<Row>,
    only?: readonly Only[],
  ): Question<Row, By, Pick<Row, Only>>;
  /** The different values of a property among the rows that `by` finds. */
  distinct<By extends keyof Row & string>(
    name: keyof Row & string,
    by: readonly By[],
  ): (values: Values<Row, By>) => Promise<unknown[]>;
  /** How many rows have each of these values of a property; values that none has are left out. */
  tally(
    name: keyof Row & string,
  ): (values: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /**
   * Writes properties of the rows with these keys; an `undefined` one goes. Not atomic beside
   * another `set`, so only for what every writer would write alike, or where the last one counts.
   */
  set(keys: readonly string[], parts: Partial<Record<keyof Row, unknown>>): Promise<void>;
  /** The same for one row, only while these properties of it are so; says whether they were. */
  setWhile(key: string, are: Partial<Row>, parts: Partial<Row>): Promise<boolean>;
  remove(keys: readonly string[]): Promise<void>;
  /** What removes every row that `by` finds, and answers how many went. */
  removalOf<By extends keyof Row & string>(
    by: readonly By[],
  ): (values: Values<Row, By>) => Promise<number>;
  /** What removes every row whose `date` lies before a moment. */
  removalBefore(date: keyof Row & string): (moment: string) => Promise<void>;
  /** The same for the rows alone whose key begins so. */
  removalOfKeysBefore(date: keyof Row & string): (start: string, moment: string) => Promise<void>;
  /** Makes the indexes that are not there. */
  createIndexes(): Promise<void>;
}

/** A collection as a table of `Row`. `asked` receives every question that is declared. */
export function openTable<Row extends object>(
  connection: Connection,
  shape: Shape<Row>,
  asked: (question: AskedBy) => void,
): Table<Row> {
  const fields = shape.fields as Record<string, Kind>;
  const indexes = shape.indexes.map(({ on, unique = false }) => ({
    on: on as Record<string, 1 | -1>,
    unique,
  }));
  const layout: Layout = { key: shape.key, fields };
  const model = modelOf(connection, shape.name, layout, indexes);
  return {
    ...writesOf<Row>(model, layout, asked),
    ...readsOf<Row>(model, layout, asked),
    createIndexes: () => guarded(() => model.createIndexes()),
  };
}

type Writes = 'insert' | 'insertMany' | 'set' | 'setWhile' | 'remove' | Removals;

function writesOf<Row extends object>(
  model: DocumentModel,
  layout: Layout,
  asked: (question: AskedBy) => void,
): Pick<Table<Row>, Writes> {
  async function insertMany(rows: readonly Row[]): Promise<Row[]> {
    if (rows.length === 0) return [];
    const documents = rows.map((row) => toDocument(layout, row));
    const refused = await guarded(() => insertDocuments(model, documents));
    return rows.filter((_, at) => !refused.has(at));
  }

  return {
    insert: async (row) => (await insertMany([row])).length === 1,
    insertMany,
    set: async (keys, parts) => {
      if (keys.length === 0) return;
      const change = changeOf(toParts(layout, parts));
      await guarded(() => model.updateMany({ _id: anyOf(keys) }, change).exec());
    },
    setWhile: async (key, are, parts) => {
      const rows = { _id: key, ...toParts(layout, are as StoredRow) };
      const change = changeOf(toParts(layout, parts as StoredRow));
      return (await guarded(() => model.updateOne(rows, change).exec())).matchedCount === 1;
    },
    remove: async (keys) => {
      if (keys.length === 0) return;
      await guarded(() => model.deleteMany({ _id: anyOf(keys) }).exec());
    },
    ...removalsOf<Row>(model, layout, asked),
  };
}

type Removals = 'removalOf' | 'removalBefore' | 'removalOfKeysBefore';

function removalsOf<Row extends object>(
  model: DocumentModel,
  layout: Layout,
  asked: (question: AskedBy) => void,
): Pick<Table<Row>, Removals> {
  return {
    removalOf: (by) => {
      const names = by.map((name) => (name === layout.key ? '_id' : name));
      asked({ table: model.modelName, by: names, order: {} });
      return async (values) => {
        const rows = namesInStore(layout.key, values as StoredRow);
        return (await guarded(() => model.deleteMany(rows).exec())).deletedCount;
      };
    },
    removalBefore: (date) => {
      asked({ table: model.modelName, by: [date], order: {} });
      return async (moment) => {
        await guarded(() => model.deleteMany({ [date]: before(moment) }).exec());
      };
    },
    removalOfKeysBefore: (date) => {
      asked({ table: model.modelName, by: ['_id'], order: {} });
      return async (start, moment) => {
        const rows = { _id: between(start, `${start}\uffff`), [date]: before(moment) };
        await guarded(() => model.deleteMany(rows).exec());
      };
    },
  };
}

/** The positions that a unique key refused. Unordered: a refused row stops no other. */
async function insertDocuments(
  model: DocumentModel,
  documents: StoredRow[],
): Promise<ReadonlySet<number>> {
  try {
    await model.insertMany(documents, { ordered: false, throwOnValidationError: true });
    return new Set();
  } catch (error) {
    return duplicatesIn(error);
  }
}
