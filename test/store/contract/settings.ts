import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { AT, DELICATE_TEXT, LATER, newId } from '../samples.ts';

export function settingsContract(use: () => Handles): void {
  test('a setting is written once', async () => {
    const { store, other } = use();
    const name = newId();
    expect(await store.settings.insert(name, DELICATE_TEXT)).toBe(true);
    expect(await other.settings.insert(name, 'changed')).toBe(false);
    expect(await other.settings.get(name)).toBe(DELICATE_TEXT);
    expect(await other.settings.get(newId())).toBeUndefined();
  });

  test('of 50 parallel values of one setting exactly one is kept', async () => {
    const { store, other } = use();
    const name = newId();
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).settings.insert(name, String(at)),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.settings.get(name)).toBe(String(won.indexOf(true)));
  });

  test('the probe goes through, again and from both handles', async () => {
    const { store, other } = use();
    await store.probe(AT);
    await other.probe(LATER);
    await expect(Promise.all([store.probe(AT), other.probe(AT)])).resolves.toHaveLength(2);
  });
}
