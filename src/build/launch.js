import { buildWhatIsStale } from './build.js';

// Every npm script comes through here: build what is stale, then run the entry point named first.
const [name, ...rest] = process.argv.slice(2);
await buildWhatIsStale();
if (name) {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(`../../dist/${name}.js`);
}
