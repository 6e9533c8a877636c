import { guarded } from './failure.ts';
import { after, anyOf, between, comesAfter, type DocumentModel } from './model.ts';
import { fromDocument, type Layout, namesInStore, type StoredRow } from './rows.ts';
import type { AskedBy, Table } from './table.ts';

type Reads = 'get' | 'getMany' | 'between' | 'question' | 'distinct' | 'tally';

/** The reading half of a table. */
export function readsOf<Row extends object>(
  model: DocumentModel,
  layout: Layout,
  asked: (question: AskedBy) => void,
): Pick<Table<Row>, Reads> {
  const find = findIn<Row>(model, layout);
  const filterBy = (values: object) => namesInStore(layout.key, values as StoredRow);
  const declare = (by: readonly string[], order: object) => {
    const question = questionBy(model, layout, by, order);
    asked(question);
    return question.order;
  };
  return {
    get: async (id) => (await find({ _id: id }, {}, 1))[0],
    getMany: async (ids) => (ids.length === 0 ? [] : find({ _id: anyOf(ids) }, {})),
    between: (low, high, limit) => find({ _id: between(low, high) }, { _id: 1 }, limit),
    question: (by, order = {}, only = []) => {
      const sort = declare(by, order);
      return {
        all: (values) => find(filterBy(values), sort, 0, only),
        first: async (values) => (await find(filterBy(values), sort, 1, only))[0],
        page: (values, { after: last, limit }) => {
          const from = last === undefined ? {} : { _id: after(last) };
          return find({ ...filterBy(values), ...from }, { _id: 1 }, limit, only);
        },
        latest: (values, { before: last, limit }) => {
          const [date = ''] = Object.keys(sort);
          const from = last === undefined ? {} : comesAfter(date, last);
          return find({ ...filterBy(values), ...from }, sort, limit, only);
        },
      };
    },
    distinct: (name, by) => {
      declare(by, { [name]: 1 });
      return (values) => guarded(() => model.distinct(name, filterBy(values)).exec());
    },
    tally: (name) => {
      declare([name], {});
      return (values) => tallyOf(model, name, values);
    },
  };
}

function questionBy(
  { modelName: table }: DocumentModel,
  { key }: Layout,
  by: readonly string[],
  order: object,
): AskedBy {
  const names = Object.keys(namesInStore(key, Object.fromEntries(by.map((name) => [name, 1]))));
  return { table, by: names, order: namesInStore(key, order as Record<string, 1 | -1>) };
}

function findIn<Row extends object>(model: DocumentModel, layout: Layout) {
  return async (
    filter: StoredRow,
    sort: Readonly<Record<string, 1 | -1>>,
    limit = 0,
    only: readonly string[] = [],
  ): Promise<Row[]> => {
    const parts = Object.fromEntries(only.map((name) => [name, 1] as const));
    const query = model
      .find(filter, namesInStore(layout.key, parts))
      .sort(sort)
      .limit(limit)
      .lean();
    const found = await guarded(() => query.exec());
    return found.map((document) => fromDocument(layout, document as StoredRow) as Row);
  };
}

async function tallyOf(
  model: DocumentModel,
  name: string,
  values: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (values.length === 0) return new Map();
  const counts = await guarded(() =>
    model
      .aggregate<{ readonly _id: string; readonly times: number }>([
        { $match: { [name]: { $in: [...new Set(values)] } } },
        { $group: { _id: `$${name}`, times: { $sum: 1 } } },
      ])
      .exec(),
  );
  return new Map(counts.map(({ _id, times }) => [_id, times]));
}
