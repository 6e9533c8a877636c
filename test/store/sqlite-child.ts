import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { newAward, newCredential, newWriter } from './samples.ts';

// Run by the tests as a process of its own, on a database that others have open too:
//   commit PATH        commits for ever; a line per acknowledged commit
//   reserve PATH LIST  reserves a hundred times; a line per reservation

const [task, path = '', listId = ''] = process.argv.slice(2);
const store = openSqliteStore({ path });

function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function commitForEver(): Promise<never> {
  const writer = newWriter();
  for (;;) {
    const award = newAward();
    await store.awards.insertMany([award]);
    const credentials = Array.from({ length: 3 }, () =>
      newCredential({ awardId: award.id, text: 'é'.repeat(1500) }),
    );
    await store.credentials.commit(credentials, writer.entryOf);
    say({
      awardId: award.id,
      credentialIds: credentials.map(({ id }) => id),
      entry: writer.entries.at(-1),
    });
  }
}

async function reserve(): Promise<void> {
  for (let at = 0; at < 100; at += 1) {
    const count = (at % 5) + 1;
    say({ start: await store.statusLists.reserve(listId, count), count });
  }
  await store.close();
}

if (task === 'commit') await commitForEver();
else await reserve();
