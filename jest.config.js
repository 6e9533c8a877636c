import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // One process for all of them would grow with every file.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // What a file loaded as ESM is never let go: a process that has grown makes room for a new one.
  workerIdleMemoryLimit: '2GB',
  // A machine that does much else is slow and not wrong; what hangs is found all the same.
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/global-setup.js',
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Packages run as published: ESM stays ESM.
  transformIgnorePatterns: ['/node_modules/'],
};
