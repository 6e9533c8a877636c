/** A badge as its words say it: many tools of these years wrote `null` for what is not there. */
export function withoutNulls<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    return value.filter((item) => item !== null).map((item) => withoutNulls(item)) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(said.map(([name, member]) => [name, withoutNulls(member)])) as Value;
}
