import { buildWhatIsStale } from '../src/build/build.js';

/** The tests run against the built templates and the built command line, as people do. */
export default async function globalSetup() {
  await buildWhatIsStale();
}
