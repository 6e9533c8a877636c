#!/usr/bin/env node
import { buildWhatIsStale } from './build.js';

// `npx ecusson …`: the command line, built first when the sources are newer.
await buildWhatIsStale();
await import('../../dist/cli.js');
